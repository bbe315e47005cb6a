import rule from '../../../src/rules/devcontainer/gpus-flag-forms'
import { testRule } from '../../support/rule-tester'

const args = (list: string, rest = '') => `{
  // The image of the team
  "image": "nvcr.io/nvidia/pytorch:24.05-py3",${rest}
  "runArgs": [${list}],
}
`

testRule(rule, {
  valid: [
    args('"--gpus", "all"'),
    args('"--gpus=all", "--shm-size=1g"'),
    { name: 'one GPU by count', text: args('"--gpus=1"') },
    { name: 'every GPU by number', text: args('"--gpus", "-1"') },
    { name: 'one GPU by index', text: args('"--gpus", "device=2"') },
    { name: 'two GPUs, quoted for Docker', text: args('"--gpus", "\\"device=0,1\\""') },
    { name: 'by UUID', text: args('"--gpus", "device=GPU-3faa8bc0-9bfc-4f6b-8f2e-000000000000"') },
    { name: 'with all it needs', text: args('"--gpus=all,\\"capabilities=compute,utility\\""') },
    { name: 'graphics only may be a desktop', text: args('"--gpus=all,\\"capabilities=graphics,display\\""') },
    { name: 'a CDI device in the right way', text: args('"--device=nvidia.com/gpu=0"') },
    { name: 'a variable', text: args('"--gpus", "${localEnv:GPUS}"') },
    { name: 'a variable inside', text: args('"--gpus=device=${localEnv:GPU},1"') },
    { name: 'no GPU at all', text: args('"--shm-size=1g"') },
    {
      name: 'ignored beside a compose file',
      text: '{ "dockerComposeFile": "compose.yaml", "service": "dev", "runArgs": ["--gpus all"] }\n',
    },
    { name: 'Podman', text: args('"--gpus", "device=0,1"'), target: { engine: 'podman 5.2' } },
  ],
  invalid: [
    {
      text: args('⟦"--gpus all"⟧, "--ipc=host"'),
      message: 'joined',
      says: ['unknown flag: --gpus all', 'Write --gpus=all.'],
      severity: 'error',
      fixed: args('"--gpus=all", "--ipc=host"'),
    },
    {
      text: args('"--gpus", ⟦"device=0,1"⟧'),
      message: 'both',
      says: ['1 is a count', 'cannot set both Count and DeviceIDs', 'Write \\"device=0,1\\"'],
      fixed: args('"--gpus", "\\"device=0,1\\""'),
    },
    {
      name: 'quotes of a shell',
      text: args(`"--gpus", ⟦"'\\"device=2,3\\"'"⟧`),
      message: 'quotes',
      fixed: args('"--gpus", "\\"device=2,3\\""'),
    },
    {
      name: 'plain quotes of a shell',
      text: args(`⟦"--gpus='all'"⟧`),
      message: 'count',
      says: ["invalid count ('all')", 'Write all.'],
      fixed: args('"--gpus=all"'),
    },
    {
      text: args('⟦"--gpus=device=0,1,2"⟧'),
      message: 'both',
      says: ['In --gpus device=0,1,2'],
      fixed: args('"--gpus=\\"device=0,1,2\\""'),
    },
    {
      name: 'one item with a list in it',
      text: args('⟦"--gpus device=0,1"⟧'),
      message: 'joined',
      fixed: args('"--gpus=\\"device=0,1\\""'),
    },
    {
      text: args('⟦"--gpu"⟧, "all"'),
      message: 'flag',
      says: ['unknown flag: --gpu'],
      fixed: args('"--gpus", "all"'),
    },
    { text: args('⟦"--gpu=all"⟧'), message: 'flag', fixed: args('"--gpus=all"') },
    { text: args('"--ipc=host", ⟦"--gpus"⟧'), message: 'missing', fixed: args('"--ipc=host", "--gpus=all"') },
    { text: args('"--gpus", ⟦"ALL"⟧'), message: 'count', fixed: args('"--gpus", "all"') },
    { text: args('"--gpus", ⟦"GPU"⟧'), message: 'count', says: ['invalid count (GPU)'], fixed: null },
    {
      name: 'an option in the place of the value',
      text: args('"--gpus", ⟦"--shm-size=8g"⟧'),
      message: 'novalue',
      says: ['--shm-size=8g, for it'],
      fixed: args('"--gpus=all", "--shm-size=8g"'),
    },
    { name: 'an empty value', text: args('⟦"--gpus="⟧, "all"'), message: 'empty', fixed: null },
    { text: args('"--gpus", ⟦"id=0"⟧'), message: 'key', says: ['the key id'], fixed: null },
    {
      text: args('"--gpus", ⟦"all,driver=nvida"⟧'),
      message: 'driver',
      severity: 'error',
      fixed: args('"--gpus", "all,driver=nvidia"'),
    },
    {
      text: args('"--gpus", ⟦"\\"device=0\\",\\"device=1\\""⟧'),
      message: 'twice',
      fixed: args('"--gpus", "\\"device=0,1\\""'),
    },
    {
      text: args('⟦"--gpus=all,capabilities=gpu,utility"⟧'),
      message: 'count',
      says: ['invalid count (utility)'],
      fixed: args('"--gpus=all,\\"capabilities=compute,gpu,utility\\""'),
    },
    {
      text: args('⟦"--gpus=all,capabilities=utility"⟧'),
      message: 'compute',
      severity: 'warning',
      fixed: args('"--gpus=all,\\"capabilities=compute,utility\\""'),
    },
    {
      text: args('"--gpus", ⟦"\\"capabilities=compute,utility\\""⟧'),
      message: 'default',
      says: ['GPU 0 only'],
      severity: 'warning',
      fixed: args('"--gpus", "all,\\"capabilities=compute,utility\\""'),
    },
    { text: args('"--gpus", ⟦"0"⟧'), message: 'none', severity: 'warning', fixed: args('"--gpus", "all"') },
    {
      text: args('⟦"--gpus=all"⟧, "--gpus=device=1"'),
      message: 'twiceGiven',
      says: ['so all counts for nothing'],
      severity: 'warning',
      fixed: null,
    },
    {
      name: 'a CDI name',
      text: args('⟦"--gpus=device=nvidia.com/gpu=0"⟧'),
      message: 'cdi',
      says: ['Write "--device=nvidia.com/gpu=0"'],
      severity: 'warning',
      fixed: null,
    },
    { name: 'an index for a key', text: args('⟦"--gpus=id=0"⟧'), message: 'key', fixed: null },
  ],
})
