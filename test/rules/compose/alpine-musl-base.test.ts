import rule from '../../../src/rules/compose/alpine-musl-base'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const app = (rest: string, image = 'telegraf:1.30-alpine') => serviceOf(`image: ${image}\n${rest}`)
const built = 'services:\n  ⟦app⟧:\n    build: .\n    gpus: all\n'

testRule(rule, {
  valid: [
    app('gpus: all', 'telegraf:1.30'),
    app('command: telegraf'),
    { name: 'a toolkit that finds musl', text: app('gpus: all'), target: { toolkit: '1.18.2' } },
    {
      name: 'gcompat is installed',
      text: app('gpus: all\ncommand: sh -c "apk add gcompat && nvidia-smi"', 'alpine:3.20'),
    },
    {
      name: 'in the Dockerfile',
      text: built.replace(/[⟦⟧]/g, ''),
      files: { Dockerfile: 'FROM alpine:3.20\nRUN apk add --no-cache gcompat\n' },
    },
    {
      name: 'built in Alpine, run elsewhere',
      text: built.replace(/[⟦⟧]/g, ''),
      files: {
        Dockerfile: 'FROM golang:1.22-alpine AS b\nRUN go build -o /a .\nFROM debian:12\nCOPY --from=b /a /a\n',
      },
    },
    {
      name: 'a device of another kind',
      text: app(reserve('count: 1').replace('driver: nvidia', 'driver: amd')),
    },
  ],
  invalid: [
    {
      text: app('command: nvidia-smi\ngpus: all', '⟦alpine:3.20⟧'),
      message: 'musl',
      severity: 'info',
      says: ['alpine:3.20 is Alpine'],
      fixed: null,
    },
    {
      name: 'a toolkit that does not find musl',
      text: app(reserve(), '⟦docker.io/library/telegraf:1.30-alpine⟧'),
      target: { toolkit: '1.17.8' },
      message: 'musl',
      severity: 'warning',
      fixed: null,
    },
    {
      name: 'built on it',
      text: built,
      files: { Dockerfile: 'FROM python:3.12-alpine AS base\nFROM base\nCMD ["python", "a.py"]\n' },
      message: 'musl',
      fixed: null,
    },
    { name: 'by the runtime', text: app('runtime: nvidia', '⟦alpine⟧'), message: 'musl', fixed: null },
  ],
})
