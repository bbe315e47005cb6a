/** What outlives the container; each is there before Docker would make it, as root. */
export const folders = ['models', 'custom_nodes', 'input', 'output', 'user'] as const

export const REQUIREMENTS =
  '# Packages of your custom nodes, pinned: name==version. Those of ComfyUI are installed by the Dockerfile.\n'
