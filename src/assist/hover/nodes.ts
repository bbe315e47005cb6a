import type { Meaning } from './words'

/** NVIDIA driver README, chapter "Device nodes"; ROCm and WSL documentation. */
const NODES: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [
    /^\/dev\/nvidia(\d+)$/,
    ([, index]) => `The device node of GPU ${index}. CUDA needs /dev/nvidiactl and /dev/nvidia-uvm beside it.`,
  ],
  [/^\/dev\/nvidiactl$/, () => "The control node of NVIDIA's driver: every program that uses a GPU opens it."],
  [/^\/dev\/nvidia-uvm$/, () => "Unified memory of NVIDIA's driver: CUDA does not start without it."],
  [/^\/dev\/nvidia-uvm-tools$/, () => 'Unified memory as debuggers and profilers see it.'],
  [/^\/dev\/nvidia-modeset$/, () => "The displays of NVIDIA's driver: for graphics, not for CUDA."],
  [/^\/dev\/nvidia-caps\//, () => 'A capability of a MIG slice.'],
  [/^\/dev\/dxg$/, () => 'The GPUs of Windows, inside WSL2: all of them at once.'],
  [/^\/dev\/kfd$/, () => "The compute interface of AMD's driver: ROCm needs it together with /dev/dri."],
  [
    /^\/dev\/dri(?:\/(?:card|renderD)\d+)?$/,
    () => "Render nodes of the GPUs of any maker: for ROCm, video and graphics; NVIDIA's CUDA does not use them.",
  ],
]

const MAPPED =
  "The driver's libraries do not come along with a node: a device request or `runtime: nvidia` brings both."

export function meaningOfNode(word: string): Meaning | undefined {
  for (const [pattern, say] of NODES) {
    const match = pattern.exec(word)
    if (!match) continue
    const own = word.startsWith('/dev/nvidia') ? [MAPPED] : []
    return { points: [say(match), ...own], table: 'compose-gpu' }
  }
  return undefined
}
