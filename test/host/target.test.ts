import { expect, test } from 'vitest'
import { allGeForce, cardClass, driverBranch } from '../../src/host/driver'
import { composeVersion, dockerVersion, engineOf, isPodman, toolkitVersion } from '../../src/host/engine'
import { isPlatform, platformOf } from '../../src/host/platform'

test.each([
  ['28.5.2', { name: 'docker', version: '28.5.2' }],
  ['v29', { name: 'docker', version: '29' }],
  ['docker 28.5.2', { name: 'docker', version: '28.5.2' }],
  ['Docker Engine 28.5.2', { name: 'docker', version: '28.5.2' }],
  ['docker-ce 5:28.5.2', undefined],
  ['podman 5.2.0', { name: 'podman', version: '5.2.0' }],
  ['Podman version 4.9.3', { name: 'podman', version: '4.9.3' }],
  ['podman', { name: 'podman', version: undefined }],
  ['containerd 1.7', undefined],
  ['docker desktop 4.37', undefined],
  ['banana', undefined],
  ['', undefined],
])('reads the engine %j', (engine, expected) => expect(engineOf({ engine })).toEqual(expected))

test('says nothing where nothing is said', () => {
  expect([engineOf({}), platformOf({}), driverBranch({}), composeVersion({}), toolkitVersion({})]).toEqual(
    Array(5).fill(undefined),
  )
  expect([isPodman({}), allGeForce({}), allGeForce({ gpus: [] })]).toEqual([false, false, false])
})

test('tells Docker from Podman', () => {
  expect(dockerVersion({ engine: '28.5.2' })).toBe('28.5.2')
  expect(dockerVersion({ engine: 'podman 5.2.0' })).toBeUndefined()
  expect(isPodman({ engine: 'podman 5.2.0' })).toBe(true)
})

test('reads the versions of Compose and the toolkit', () => {
  expect(composeVersion({ compose: 'v2.26.1-4' })).toBe('2.26.1')
  expect(composeVersion({ compose: 'docker-compose version 1.29.2, build 5becea4c' })).toBe('1.29.2')
  expect(composeVersion({ compose: 'podman-compose 1.0.6' })).toBeUndefined()
  expect(toolkitVersion({ toolkit: '1.17.4' })).toBe('1.17.4')
  expect(toolkitVersion({ toolkit: 'NVIDIA Container Toolkit 1.18' })).toBe('1.18')
  expect(toolkitVersion({ toolkit: 'latest' })).toBeUndefined()
})

test('reads the platform', () => {
  expect(platformOf({ platform: 'linux/arm64' })).toEqual({ name: 'linux', arch: 'arm64' })
  expect(platformOf({ platform: 'linux/x86_64' })).toEqual({ name: 'linux', arch: 'amd64' })
  expect(platformOf({ platform: ' Jetson ' })).toEqual({ name: 'jetson', arch: undefined })
  expect(platformOf({ platform: 'windows' })).toBeUndefined()
  expect(isPlatform({ platform: 'wsl2/amd64' }, 'wsl2')).toBe(true)
})

test.each([
  ['535.183.01', 535],
  ['R535', 535],
  ['535', 535],
  ['535-server', 535],
  ['31.0.15.3667', undefined],
  ['5351', undefined],
  ['latest', undefined],
])('reads the driver %j', (driver, branch) => expect(driverBranch({ driver })).toBe(branch))

test.each([
  ['RTX 4090', 'geforce'],
  ['NVIDIA GeForce RTX 3060 Laptop GPU', 'geforce'],
  ['GTX 1080 Ti', 'geforce'],
  ['TITAN RTX', 'geforce'],
  ['Tesla T4', 'datacenter'],
  ['NVIDIA A100-SXM4-80GB', 'datacenter'],
  ['L40S', 'datacenter'],
  ['H100', 'datacenter'],
  ['RTX A6000', 'other'],
  ['RTX 4000 Ada', 'other'],
  ['RTX 5000', 'other'],
  ['Quadro P400', 'other'],
  ['Ada', 'other'],
  ['8.9', 'other'],
])('classes the card %j', (name, expected) => expect(cardClass(name)).toBe(expected))
