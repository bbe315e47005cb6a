/** The name under which an editor lists our findings. */
export const SOURCE = 'gpu-compose'
