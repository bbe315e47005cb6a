/** Where a program's text uses NVIDIA_VISIBLE_DEVICES as if it held the indexes of GPUs. */
const USES: readonly RegExp[] = [
  // nvidia-smi -i "$NVIDIA_VISIBLE_DEVICES"
  /nvidia-smi\b[^|;&\n]*?\s(?:-i|--id)[=\s]?["']?(REF)/,
  // export CUDA_VISIBLE_DEVICES=$NVIDIA_VISIBLE_DEVICES
  /\b(?:CUDA|HIP)_VISIBLE_DEVICES=["']?(REF)/,
  // echo $NVIDIA_VISIBLE_DEVICES | tr ',' '\n' | wc -l
  /(REF)["']?\s*\|[^;&\n]*\b(?:wc|tr|cut|awk|sed)\b/,
  // --tensor-parallel-size $NVIDIA_VISIBLE_DEVICES, --device-id=$NVIDIA_VISIBLE_DEVICES
  /--(?:[\w-]*(?:gpu|device|shard|parallel|nproc)[\w-]*)[=\s]["']?(REF)/,
  // IFS=',' read -ra GPUS <<< "$NVIDIA_VISIBLE_DEVICES"
  /<<<\s*["']?(REF)/,
  // for i in ${NVIDIA_VISIBLE_DEVICES//,/ }, ${NVIDIA_VISIBLE_DEVICES%%,*}
  /(CUT)/,
]

/** The same words say that the text knows of values that are no index. */
const HANDLES = /\bvoid\b|\ball\b|\bnone\b/

/**
 * @param dollar how the text writes the dollar of its shell: `\\$`, or `\\$\\$` in a compose file
 * @returns where the reference stands in the text; undefined where there is none, or other values are handled too
 */
export function readsVisible(
  text: string,
  dollar: string,
): { readonly start: number; readonly end: number } | undefined {
  if (!text.includes('NVIDIA_VISIBLE_DEVICES') || HANDLES.test(text)) return undefined
  const reference = `${dollar}(?:NVIDIA_VISIBLE_DEVICES\\b|\\{NVIDIA_VISIBLE_DEVICES\\})`
  const cut = `${dollar}\\{NVIDIA_VISIBLE_DEVICES(?:/{1,2},|%{1,2},|#{1,2}\\*,)[^}]*\\}`
  for (const use of USES) {
    const found = new RegExp(use.source.replace('REF', reference).replace('CUT', cut), 'd').exec(text)
    const [start, end] = found?.indices?.[1] ?? []
    if (start !== undefined && end !== undefined) return { start, end }
  }
  return undefined
}
