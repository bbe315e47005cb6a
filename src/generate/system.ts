/** `nvidia/cuda:12.8.1-runtime-ubuntu24.04` and `ubuntu:24.04` → `ubuntu24.04`. */
export function systemOf(image: string): string | undefined {
  const [, name, version] = /(?:^|[/:-])(ubuntu|debian)[:]?(\d[\d.]*)$/.exec(image) ?? []
  return name && version ? `${name}${version}` : undefined
}
