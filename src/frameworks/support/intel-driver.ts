import type { Step } from '../types'

/**
 * Python and the libraries of Intel's driver (Level Zero, OpenCL) on ubuntu:24.04, from the archive that Intel publishes
 * them in (dgpu-docs.intel.com, driver/client/overview); those of Ubuntu 24.04 itself are older than the driver xe.
 * @param more packages beside them
 */
export const intelDriver = (...more: readonly string[]): Step => ({
  do: 'run',
  why: 'The image has no Python, and nothing brings the libraries of the driver into a container: they come from the archive of Intel.',
  commands: [
    'apt-get update',
    'apt-get install -y --no-install-recommends ca-certificates gpg gpg-agent software-properties-common python3 python3-venv',
    'add-apt-repository -y ppa:kobuk-team/intel-graphics',
    'apt-get update',
    ['apt-get install -y --no-install-recommends libze1 libze-intel-gpu1 intel-opencl-icd', ...more].join(' '),
    'rm -rf /var/lib/apt/lists/*',
  ],
})
