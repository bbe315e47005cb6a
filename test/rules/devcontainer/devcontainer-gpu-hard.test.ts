import rule from '../../../src/rules/devcontainer/devcontainer-gpu-hard'
import { testRule } from '../../support/rule-tester'

testRule(rule, {
  valid: [
    { name: 'asked for where there is one', text: '{ "image": "a", "hostRequirements": { "gpu": "optional" } }\n' },
    {
      name: 'a demand that is meant',
      text: '{ "image": "a", "runArgs": ["--gpus=all"], "hostRequirements": { "gpu": true } }\n',
    },
    { name: 'one GPU of several', text: '{ "image": "a", "runArgs": ["--gpus", "device=1"] }\n' },
    { name: 'an argument that Docker refuses', text: '{ "image": "a", "runArgs": ["--gpus all"] }\n' },
    { name: 'not read', text: '{ "dockerComposeFile": "c.yml", "service": "a", "runArgs": ["--gpus=all"] }\n' },
    { name: 'a variable', text: '{ "image": "a", "runArgs": ["--gpus=${localEnv:GPUS}"] }\n' },
    { name: 'no GPU', text: '{ "image": "a", "runArgs": ["--ipc=host"] }\n' },
    { name: 'Podman', text: '{ "image": "a", "runArgs": ["--gpus=all"] }\n', target: { engine: 'podman' } },
  ],
  invalid: [
    {
      text: `{
  "name": "Training",
  "build": { "dockerfile": "Dockerfile" },
  // GPUs and room for the workers
  "runArgs": ["--ipc=host", ⟦"--gpus"⟧, "all", "--shm-size=8g"],
  "postCreateCommand": "pip install -e ."
}
`,
      message: 'hard',
      fixed: `{
  "name": "Training",
  "build": { "dockerfile": "Dockerfile" },
  // GPUs and room for the workers
  "runArgs": ["--ipc=host", "--shm-size=8g"],
  "postCreateCommand": "pip install -e .",
  "hostRequirements": { "gpu": "optional" }
}
`,
    },
    {
      name: 'beside a runtime, which is a demand too',
      text: '{ "image": "a", "runArgs": [⟦"--gpus=all"⟧, "--runtime=nvidia", "--ipc=host"] }\n',
      message: 'hard',
      fixed: '{ "image": "a", "runArgs": ["--ipc=host"], "hostRequirements": { "gpu": "optional" } }\n',
    },
    {
      name: 'the same in two items',
      text: '{ "image": "a", "runArgs": ["--runtime", "nvidia", ⟦"--gpus=all"⟧, "--ipc=host"] }\n',
      message: 'hard',
      fixed: '{ "image": "a", "runArgs": ["--ipc=host"], "hostRequirements": { "gpu": "optional" } }\n',
    },
    {
      name: 'beside other requirements',
      text: `{
  "image": "pytorch/pytorch:2.4.0-cuda12.4-cudnn9-runtime",
  "runArgs": [
    ⟦"--gpus=all"⟧
  ],
  "hostRequirements": {
    "memory": "16gb"
  }
}
`,
      message: 'hard',
      severity: 'info',
      fixed: `{
  "image": "pytorch/pytorch:2.4.0-cuda12.4-cudnn9-runtime",
  "hostRequirements": {
    "memory": "16gb",
    "gpu": "optional"
  }
}
`,
    },
  ],
})
