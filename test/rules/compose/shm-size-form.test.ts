import rule from '../../../src/rules/compose/shm-size-form'
import { testRule } from '../../support/rule-tester'
import { serviceOf } from '../../support/services'

const size = (value: string) => serviceOf(`image: pytorch/pytorch\nshm_size: ${value}`)

testRule(rule, {
  valid: [
    {
      name: 'a small size of a build or a tmpfs, which no container has for its shared memory',
      text: `services:\n  app:\n    build: { context: ., shm_size: 8 }\n    volumes: [{ type: tmpfs, target: /t, tmpfs: { size: 4096 } }]\n`,
    },
    ...[
      '8gb',
      '8g',
      '8G',
      '8GB',
      '8GiB',
      '"8 GB"',
      '1.5g',
      '512m',
      '8589934592',
      '"67108864"',
      '${SHM}',
      '${SHM:-2gb}',
      // Numbers of YAML 1.1 and of Go that Compose takes (measured: Compose 2.40.3).
      '1_000_000k',
      '.5g',
      '8.g',
      '+8g',
      '1e3m',
      '0x4000000',
      // The schema speaks of it.
      'true',
    ].map(size),
    { name: 'a variable of .env', text: size('${SHM}'), files: { '.env': 'SHM=2gb\n' } },
    serviceOf('image: a'),
  ],
  invalid: [
    {
      text: size('⟦8Gi⟧ # shared'),
      message: 'suffix',
      severity: 'error',
      says: ['invalid suffix: "gi"', 'Write 8gb'],
      fixed: size('8gb # shared'),
    },
    { text: size('⟦8⟧'), message: 'bytes', severity: 'warning', says: ['gets 8 bytes'], fixed: size('8gb') },
    { text: size('⟦"8192"⟧'), message: 'bytes', fixed: size('"8192mb"') },
    { text: size('⟦1000⟧'), message: 'bytes', fixed: null },
    { text: size('⟦0⟧'), message: 'default', severity: 'warning', fixed: null },
    { text: size('⟦1e9⟧'), message: 'default', fixed: size('1000000000b') },
    { text: size('⟦lots⟧'), message: 'word', severity: 'error', fixed: null },
    { text: size('⟦""⟧'), message: 'word', says: ['shm_size is "".'], fixed: null },
    { text: size('⟦"8gb "⟧'), message: 'word', says: ['shm_size is "8gb ".'], fixed: null },
    { text: size('⟦8,5g⟧'), message: 'word', fixed: null },
    { text: size('⟦8eb⟧'), message: 'word', fixed: null },
    { text: size('⟦"-1"⟧'), message: 'word', fixed: null },
    { text: size('⟦-1⟧'), message: 'negative', severity: 'error', fixed: null },
    { name: 'from .env', text: size('⟦${SHM}⟧'), files: { '.env': 'SHM=16Gi\n' }, message: 'suffix', fixed: null },
    {
      name: 'at the anchor',
      text: `x-a: &a\n  shm_size: ⟦4Gi⟧\nservices:\n  app:\n    <<: *a\n    image: a\n`,
      message: 'suffix',
      fixed: `x-a: &a\n  shm_size: 4gb\nservices:\n  app:\n    <<: *a\n    image: a\n`,
    },
    {
      name: 'of a build, and of a tmpfs',
      text: `services:\n  app:\n    build:\n      context: .\n      shm_size: ⟦8Gi⟧\n    volumes:\n      - type: tmpfs\n        target: /dev/shm\n        tmpfs:\n          size: ⟦lots⟧\n`,
      message: ['suffix', 'word'],
      says: ['build.shm_size is 8Gi', 'tmpfs.size is lots'],
      fixed: `services:\n  app:\n    build:\n      context: .\n      shm_size: 8gb\n    volumes:\n      - type: tmpfs\n        target: /dev/shm\n        tmpfs:\n          size: lots\n`,
      leaves: true,
    },
  ],
})
