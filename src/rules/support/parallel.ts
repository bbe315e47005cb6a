const WORLD =
  /(?:--tensor-parallel-size|--tensor_parallel_size|--tp-size|-tp|--num-shard|--nproc[-_]per[-_]node|--pipeline-parallel-size|--num_processes)[= ]+(\d+)\b/g

/** Over how many GPUs a command spreads one model or one training, as its options say; undefined: they do not say. */
export function parallelOf(program: string): number | undefined {
  const counts = [...program.matchAll(WORLD)].map(([, count]) => Number(count))
  return counts.length > 0 ? Math.max(...counts) : undefined
}
