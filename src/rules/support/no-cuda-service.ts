import type { Service } from '../../documents/compose/types'
import { parseImage } from '../../documents/images'
import type { Facts } from '../../facts'

/** Words in the name, image or command of a service whose work needs no CUDA. */
const MONITORING =
  /dcgm|exporter|monitor|metrics|telemetry|gpu-?hot|nvtop|nvitop|gpustat|nvidia[-_]smi|gpu[-_]stat|telegraf|glances|netdata|prometheus|cadvisor|beszel|zabbix|datadog|smi[-_]/i
const MEDIA =
  /jellyfin|plex|emby|ffmpeg|transcod|handbrake|tdarr|unmanic|fileflows|shinobi|mediamtx|restreamer|owncast|nginx-rtmp|obs-studio|go2rtc|channels-dvr|immich-server/i
const GRAPHICS =
  /desktop|vnc|xpra|kasm|selkies|sunshine|steam|xorg|x11|wayland|webtop|guacamole|blender|unity|unreal|opengl|vulkan|egl|rviz|gazebo|game/i
const PROGRAM = /python|torchrun|accelerate|vllm|serve|jupyter|triton/i
const CUDA = /cuda|cudnn|tensorrt|torch|tensorflow|vllm|triton|ollama|whisper|comfyui|diffusion|llama/i

/**
 * True where a service with these driver capabilities (compute not among them) may well do without CUDA: an exporter of
 * metrics, a transcoder, a desktop. An image that is known to need CUDA settles it.
 */
export function needsNoCuda(facts: Facts, service: Service, driver: readonly string[]): boolean {
  if (isCudaImage(facts, service)) return false
  const text = textOf(service)
  if (MONITORING.test(text)) return true
  if (driver.includes('video') && MEDIA.test(text)) return true
  const drawn = driver.includes('graphics') || driver.includes('display')
  return drawn && (GRAPHICS.test(text) || !CUDA.test(text))
}

/** nvidia/cuda itself is the base of exporters too, and says nothing where another image is built from it. */
function isCudaImage(facts: Facts, { image, commandText }: Service): boolean {
  const reference = image?.value === undefined ? undefined : parseImage(image.value)
  const known = reference && facts.popularImage(reference.fullName, reference.tag)
  return known?.vendor === 'nvidia' && known.gpu !== 'cpu-tag' && !onlyMonitors(commandText)
}

const onlyMonitors = (command: string): boolean => MONITORING.test(command) && !PROGRAM.test(command)

const textOf = ({ name, image, build, commandText }: Service): string =>
  [name, image?.raw, build?.context?.raw, build?.dockerfile?.raw, commandText].join(' ')
