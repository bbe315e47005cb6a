import type { Service } from '../../documents/compose/types'

/** Containers that run other containers, or nodes of a cluster. */
export const NESTED =
  /dind|docker-in-docker|(?:^|[\s/])docker:|minikube|\bkind\b|kindest|\bk3[sd]\b|kubelet|\bk0s\b|\brke2?\b|microk8s|talos|sysbox|(?:gitlab|actions|github)-runner|buildkit/i

/** Containers that manage or watch the host's driver. */
export const HOST_TOOL =
  /dcgm|container-toolkit|nvidia\/driver|gpu-operator|device-plugin|driver-install|mig-manager|nsight|nsys|\bncu\b|nvidia-persistenced|fabricmanager|exporter|netdata|cadvisor|datadog|glances/i

/** What names a service and what it runs, for looking at. */
export const serviceText = ({ name, image, build, commandText, profiles }: Service): string =>
  [name, image?.value ?? image?.raw, build?.context?.raw, build?.dockerfile?.raw, ...profiles, commandText]
    .filter(Boolean)
    .join(' ')
