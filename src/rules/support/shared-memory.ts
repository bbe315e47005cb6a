import type { Service } from '../../documents/compose/types'
import { bytesOf, DEFAULT_SHM, sizeDefect } from './shm-size'

/** True where the container has more shared memory than by default, where that is not known, and where the size is told to be wrong. */
export function hasSharedMemory(service: Service): boolean {
  const { shmSize } = service
  const size = shmSize && bytesOf(shmSize.value)
  if (shmSize && (size === undefined || size > DEFAULT_SHM || sizeDefect(service.shmSize))) return true
  const { partial, overlay, ipc } = service
  if (partial || overlay || (ipc && ipc.value !== 'private' && ipc.value !== '')) return true
  return service.volumes.some(({ target }) => target === undefined || /^\/dev(?:\/shm)?\/?$/.test(target))
}
