import rule from '../../../src/rules/kubernetes/triton-model-repo-mount'
import { deploymentOf, podOf } from '../../support/manifests'
import { testRule } from '../../support/rule-tester'

const IMAGE = 'nvcr.io/nvidia/tritonserver:24.08-py3'
const stock = (manifest: string) => manifest.replace('registry.example.com/app:1', IMAGE)
const triton = (lines: string, spec = '') => stock(podOf(lines, spec))
const ARGS = 'args: ["tritonserver", "--model-repository=/models"]'
const mounted = (path: string) => `\nvolumeMounts:\n  - name: models\n    mountPath: ${path}`
const VOLUMES = 'volumes:\n  - name: models\n    persistentVolumeClaim:\n      claimName: models'

testRule(rule, {
  valid: [
    triton(ARGS + mounted('/models'), VOLUMES),
    triton(`command: ["tritonserver"]\nargs: ["--model-store", "/data/models"]${mounted('/data')}`, VOLUMES),
    { name: 'models mounted one by one', text: triton(ARGS + mounted('/models/bert'), VOLUMES) },
    triton('args: ["tritonserver", "--model-repository=s3://bucket/models"]'),
    triton('args: ["tritonserver", "--model-repository=$(MODELS)"]'),
    triton('command: ["sh", "-c", "cp -r /src /models && tritonserver --model-repository=/models"]'),
    { name: 'a placeholder as a path', text: triton(ARGS + mounted('$PATH_OF_MODELS'), VOLUMES) },
    { name: 'an image of its own', text: triton(ARGS).replace('nvcr.io/nvidia', 'registry.example.com') },
    { name: 'the SDK', text: triton(ARGS).replace('24.08-py3', '24.08-py3-sdk') },
    { name: 'a hook brings them', text: triton(`${ARGS}\nlifecycle:\n  postStart:\n    exec:\n      command: [get]`) },
    {
      name: 'a patch beside it: the mount may come from another file',
      text: triton(`${ARGS}\n`).replace(/$/, '    - name: sidecar\n      env: []\n'),
    },
    { name: 'another operator mounts them', text: triton(ARGS).replace('kind: Pod', 'kind: ServingRuntime') },
    { name: 'no arguments: the image starts a shell', text: triton('stdin: true') },
  ],
  invalid: [
    {
      text: triton('args: ⟦["tritonserver", "--model-repository=/models"]⟧'),
      message: 'missing',
      severity: 'error',
      says: ['The container cuda starts Triton with --model-repository=/models'],
      fixed: null,
    },
    {
      name: 'mounted elsewhere, the start given to a shell',
      text: stock(
        deploymentOf(
          `command: ["/bin/bash", "-c"]\nargs: ⟦["tritonserver --model-repository=/models --log-verbose=1"]⟧${mounted('/model_repository')}`,
          '',
        ),
      ),
      message: 'missing',
      fixed: null,
    },
    {
      text: triton(`command: ⟦["tritonserver", "--strict-model-config=false"]⟧${mounted('/models')}`, VOLUMES),
      message: 'none',
      fixed: null,
    },
  ],
})
