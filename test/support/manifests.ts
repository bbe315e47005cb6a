/** A Pod with one container; the lines are the container's, without indentation. */
export const podOf = (container: string, spec = ''): string =>
  `apiVersion: v1
kind: Pod
metadata:
  name: job
spec:
${indented(spec, 2)}  containers:
    - name: cuda
      image: registry.example.com/app:1
${indented(container, 6)}`

/** A Deployment with the same container. */
export const deploymentOf = (container: string, spec = ''): string =>
  `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
${indented(spec, 2)}  template:
    spec:
      containers:
        - name: cuda
          image: registry.example.com/app:1
${indented(container, 10)}`

const indented = (lines: string, by: number): string =>
  lines === ''
    ? ''
    : `${lines
        .split('\n')
        .map((line) => ' '.repeat(by) + line)
        .join('\n')}\n`
