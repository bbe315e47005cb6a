import rule from '../../../src/rules/dockerfile/amd64-lib-paths-on-arm64'
import { testRule } from '../../support/rule-tester'

const ARM = 'FROM --platform=linux/arm64 nvidia/cuda:12.4.1-runtime-ubuntu22.04'
const AMD = 'FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04'

testRule(rule, {
  valid: [
    { name: 'amd64 only', text: `${AMD}\nENV LD_LIBRARY_PATH=/usr/lib/x86_64-linux-gnu\n` },
    `${ARM}\nENV LD_LIBRARY_PATH=/usr/lib/aarch64-linux-gnu:/usr/local/cuda/lib64\n`,
    {
      name: 'a command may ask first',
      text: `${ARM}\nRUN if [ "$(uname -m)" = x86_64 ]; then ls /usr/lib/x86_64-linux-gnu; fi\n`,
    },
    {
      name: 'out of a stage for amd64',
      text: `FROM --platform=linux/amd64 debian:12 AS tools\n${ARM}\nCOPY --from=tools /usr/lib/x86_64-linux-gnu /opt/amd64\n`,
    },
    {
      name: 'the platform is a variable',
      text: 'FROM --platform=$TARGETPLATFORM debian:12\nENV P=/usr/lib/x86_64-linux-gnu\n',
    },
    {
      name: 'the folders of both',
      text: `${ARM}\nENV LD_LIBRARY_PATH=/usr/lib/x86_64-linux-gnu:/usr/lib/aarch64-linux-gnu\n`,
    },
    {
      name: 'a stage for each',
      text: `${AMD} AS amd64\nCOPY --from=a /usr/lib/x86_64-linux-gnu/liba.so /usr/lib/\nFROM amd64\nARG TARGETARCH\n`,
    },
    {
      name: 'an empty folder of a search path harms nobody',
      text: `${AMD}\nARG TARGETARCH\nENV LD_LIBRARY_PATH=/usr/lib/x86_64-linux-gnu\n`,
    },
    {
      name: 'the target is amd64',
      text: `${AMD}\nENV P=/usr/lib/x86_64-linux-gnu\n`,
      target: { platform: 'linux/amd64' },
    },
  ],
  invalid: [
    {
      name: 'written for several platforms',
      text: `FROM ubuntu:22.04\nARG TARGETARCH\nCOPY --from=nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04 ⟦/usr/lib/x86_64-linux-gnu⟧/libcudnn.so.9 /opt/\n`,
      message: 'path',
      severity: 'info',
      says: ['ARG TARGETARCH'],
      fixed: null,
    },
    {
      text: `${ARM}\nENV LD_LIBRARY_PATH=/usr/local/cuda/lib64:⟦/usr/lib/x86_64-linux-gnu⟧ # libs\n`,
      message: 'path',
      says: ['FROM says linux/arm64', 'Write /usr/lib/aarch64-linux-gnu'],
      fixed: `${ARM}\nENV LD_LIBRARY_PATH=/usr/local/cuda/lib64:/usr/lib/aarch64-linux-gnu # libs\n`,
    },
    {
      name: 'a service for arm64 builds it',
      text: 'FROM debian:12\nCOPY --from=nvidia/cuda:12.4.1-devel-ubuntu22.04 /usr/local/cuda/⟦targets/x86_64-linux⟧/lib /opt/lib\n',
      files: { 'compose.yml': 'services:\n  a:\n    build: .\n    platform: linux/arm64\n' },
      message: 'path',
      fixed:
        'FROM debian:12\nCOPY --from=nvidia/cuda:12.4.1-devel-ubuntu22.04 /usr/local/cuda/targets/sbsa-linux/lib /opt/lib\n',
    },
    {
      name: 'an image for two platforms: no one path is right',
      text: `${AMD}\nENV P=⟦/usr/lib/x86_64-linux-gnu⟧\n`,
      files: { 'compose.yml': 'services:\n  a:\n    build: { context: ., platforms: [linux/amd64, linux/arm64] }\n' },
      message: 'path',
      says: ['is for linux/arm64 too', 'choose by TARGETARCH'],
      fixed: null,
    },
    {
      name: 'the target',
      text: `${AMD}\nENV P=⟦/usr/lib/x86_64-linux-gnu⟧\n`,
      target: { platform: 'linux/arm64' },
      message: 'path',
      fixed: `${AMD}\nENV P=/usr/lib/aarch64-linux-gnu\n`,
    },
  ],
})
