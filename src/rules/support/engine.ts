import type { Target } from '../../host/target'

/** Podman reads the same files and has device drivers of its own. */
export const isPodman = ({ engine }: Target): boolean => /^podman\b/i.test(engine ?? '')
