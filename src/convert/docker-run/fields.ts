/** Keys of a service and the flag that says the same. */
export const SCALARS: Readonly<Record<string, string>> = {
  container_name: '--name',
  hostname: '--hostname',
  domainname: '--domainname',
  mac_address: '--mac-address',
  platform: '--platform',
  isolation: '--isolation',
  user: '-u',
  working_dir: '-w',
  shm_size: '--shm-size',
  uts: '--uts',
  userns_mode: '--userns',
  cgroup: '--cgroupns',
  cgroup_parent: '--cgroup-parent',
  stop_signal: '--stop-signal',
  mem_limit: '--memory',
  mem_reservation: '--memory-reservation',
  memswap_limit: '--memory-swap',
  mem_swappiness: '--memory-swappiness',
  cpus: '--cpus',
  cpu_shares: '--cpu-shares',
  cpu_quota: '--cpu-quota',
  cpu_period: '--cpu-period',
  cpuset: '--cpuset-cpus',
  oom_score_adj: '--oom-score-adj',
  pids_limit: '--pids-limit',
}

export const SWITCHES: Readonly<Record<string, string>> = {
  init: '--init',
  tty: '-t',
  stdin_open: '-i',
  privileged: '--privileged',
  read_only: '--read-only',
  oom_kill_disable: '--oom-kill-disable',
}

/** A flag for each item. */
export const LISTS: Readonly<Record<string, string>> = {
  cap_add: '--cap-add',
  cap_drop: '--cap-drop',
  security_opt: '--security-opt',
  device_cgroup_rules: '--device-cgroup-rule',
  group_add: '--group-add',
  expose: '--expose',
  tmpfs: '--tmpfs',
  dns: '--dns',
  dns_search: '--dns-search',
  dns_opt: '--dns-option',
}

/** A flag for each pair of a map, or item of a list. */
export const PAIRS: Readonly<Record<string, string>> = {
  sysctls: '--sysctl',
  labels: '--label',
  annotations: '--annotation',
  storage_opt: '--storage-opt',
}

/** Told in a place of their own. */
export const SPECIAL: ReadonlySet<string> = new Set(
  'image build command entrypoint environment env_file ports volumes devices gpus runtime deploy ulimits logging healthcheck network_mode networks restart stop_grace_period ipc pid extra_hosts pull_policy label_file depends_on scale volumes_from'.split(
    ' ',
  ),
)

/** They change nothing of one container. */
export const IDLE: ReadonlySet<string> = new Set(['profiles', 'develop', 'attach', 'extends'])
