import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { composeSchema } from '../../../scripts/build-schemas.mjs'
import { allowedKeys } from '../../../src/lint/schema/generated/validators.generated'

const text = readFileSync(
  new URL('../../../src/lint/schema/generated/validators.generated.js', import.meta.url),
  'utf8',
)

test('the base schema lacks what the overlay adds', () => {
  const base = JSON.parse(
    readFileSync(
      new URL(import.meta.resolve('docker-compose/package.json').replace('package.json', 'schema/compose-spec.json')),
      'utf8',
    ),
  )
  expect(Object.keys(base.definitions.service.properties)).not.toContain('pre_start')
  expect(Object.keys(composeSchema().definitions.service?.properties ?? {})).toContain('pre_start')
})

test('the keys of a service are those we know: a new schema shows here', () => {
  expect([...(allowedKeys.compose['services.*'] ?? [])].sort().join(' ')).toMatchInlineSnapshot(
    `"annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command configs container_name cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus cpuset credential_spec depends_on deploy develop device_cgroup_rules devices dns dns_opt dns_search domainname entrypoint env_file environment expose extends external_links extra_hosts gpus group_add healthcheck hostname image init ipc isolation label_file labels links logging mac_address mem_limit mem_reservation mem_swappiness memswap_limit models network_mode networks oom_kill_disable oom_score_adj pid pids_limit platform ports post_start pre_start pre_stop privileged profiles provider pull_policy pull_refresh_after read_only restart runtime scale secrets security_opt shm_size stdin_open stop_grace_period stop_signal storage_opt sysctls tmpfs tty ulimits use_api_socket user userns_mode uts volumes volumes_from working_dir"`,
  )
})

test('the top level and the device requests are those we know', () => {
  expect(allowedKeys.compose['']).toEqual([
    'version',
    'name',
    'include',
    'services',
    'models',
    'networks',
    'volumes',
    'secrets',
    'configs',
  ])
  expect(allowedKeys.compose['services.*.deploy.resources.reservations.devices.*']).toMatchInlineSnapshot(`
    [
      "capabilities",
      "count",
      "device_ids",
      "driver",
      "options",
    ]
  `)
  expect(allowedKeys.compose['services.*.gpus.*']).toMatchInlineSnapshot(`
    [
      "capabilities",
      "count",
      "device_ids",
      "driver",
      "options",
    ]
  `)
})

test('no code is made from text at run time, and the code stays small', () => {
  expect(text).not.toMatch(/\beval\(|new Function|Function\(/)
  expect(text.length).toBeLessThan(100_000)
})
