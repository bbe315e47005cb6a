import rule from '../../../src/rules/kubernetes/privileged-for-gpu'
import { podOf } from '../../support/manifests'
import { testRule } from '../../support/rule-tester'

const LIMIT = 'resources: { limits: { nvidia.com/gpu: 1 } }'
const PRIVILEGED = 'securityContext:\n  privileged: true'
const IMAGE = 'nvidia/cuda:12.4.1-base-ubuntu22.04'
const pod = (lines: string, spec = '', image = IMAGE): string =>
  podOf(lines, spec).replace('registry.example.com/app:1', image)

testRule(rule, {
  valid: [
    pod(LIMIT),
    pod(`${LIMIT}\nsecurityContext: { privileged: false }`),
    { name: 'no GPU', text: pod(`${PRIVILEGED} # gpu`, '', 'python:3.12') },
    { name: 'a plugin', text: pod(`${LIMIT}\n${PRIVILEGED}`, '', 'nvcr.io/nvidia/k8s-device-plugin:v0.17.0') },
    { name: 'a profiler', text: pod(`command: [nsys, profile, python, a.py]\n${LIMIT}\n${PRIVILEGED}`) },
    { name: 'docker in docker', text: pod(`${LIMIT}\n${PRIVILEGED}`, '', 'docker:27-dind') },
    { name: 'a host namespace', text: pod(`${LIMIT}\n${PRIVILEGED}`, 'hostPID: true') },
    {
      name: 'other devices of the node',
      text: pod(`${LIMIT}\n${PRIVILEGED}`, 'volumes: [{ name: dev, hostPath: { path: /dev } }]'),
    },
    { name: 'for the build of an image', text: pod(PRIVILEGED, '', 'nvidia/cuda-ish:1') },
  ],
  invalid: [
    {
      text: pod(`${LIMIT}\nsecurityContext:\n  runAsUser: 0\n  privileged: ⟦true⟧ # for the GPU`),
      message: 'request',
      severity: 'warning',
      says: ['The container cuda asks for nvidia.com/gpu'],
      fixed: pod(`${LIMIT}\nsecurityContext:\n  runAsUser: 0`),
    },
    {
      name: 'with a volume of its own',
      text: pod(
        `${LIMIT}\nsecurityContext: { privileged: ⟦true⟧ }`,
        'volumes: [{ name: m, hostPath: { path: /models } }]',
      ),
      message: 'request',
      fixed: pod(LIMIT, 'volumes: [{ name: m, hostPath: { path: /models } }]'),
    },
    {
      name: 'in place of a limit',
      text: pod('securityContext:\n  privileged: ⟦true⟧'),
      message: 'shortcut',
      says: [IMAGE],
      fixed: null,
    },
  ],
})
