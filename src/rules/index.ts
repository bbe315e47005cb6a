// Written by `npm run update`. A rule is added by its file alone.
import type { AnyRule } from '../lint/rule'
import bentofileAlpineMuslBase from './bentofile/alpine-musl-base'
import bentofileBentomlCudaVersion from './bentofile/bentoml-cuda-version'
import bentofileNvccMissingInRuntime from './bentofile/nvcc-missing-in-runtime'
import bentofileOrtCpuAndGpuBoth from './bentofile/ort-cpu-and-gpu-both'
import bentofileTensorflowGpuRemoved from './bentofile/tensorflow-gpu-removed'
import bentofileTorchCpuWheel from './bentofile/torch-cpu-wheel'
import composeAlpineMuslBase from './compose/alpine-musl-base'
import composeAmdNodesIncomplete from './compose/amd-nodes-incomplete'
import composeAppReadsNvidiaVisibleDevices from './compose/app-reads-nvidia-visible-devices'
import composeBaseLacksNvidiaEnv from './compose/base-lacks-nvidia-env'
import composeBindWithoutSource from './compose/bind-without-source'
import composeBuildShmSizeConfusion from './compose/build-shm-size-confusion'
import composeCapabilitiesMissing from './compose/capabilities-missing'
import composeCapabilitiesWithoutGpu from './compose/capabilities-without-gpu'
import composeCapabilitiesWrongShape from './compose/capabilities-wrong-shape'
import composeCapabilityUnknownToEngine from './compose/capability-unknown-to-engine'
import composeCapsDropCompute from './compose/caps-drop-compute'
import composeCapsDropUtility from './compose/caps-drop-utility'
import composeCdiDeviceNeedsVersions from './compose/cdi-device-needs-versions'
import composeCdiMapSyntax from './compose/cdi-map-syntax'
import composeCdiRequestForm from './compose/cdi-request-form'
import composeComposeV1NoDeviceReservation from './compose/compose-v1-no-device-reservation'
import composeContainerNameWithReplicas from './compose/container-name-with-replicas'
import composeCountAndDeviceIds from './compose/count-and-device-ids'
import composeCountAndIdsMissing from './compose/count-and-ids-missing'
import composeCountNotANumber from './compose/count-not-a-number'
import composeCountSameGpu from './compose/count-same-gpu'
import composeCountZero from './compose/count-zero'
import composeCudaVisibleDevicesAll from './compose/cuda-visible-devices-all'
import composeCudaVisibleDevicesRenumbered from './compose/cuda-visible-devices-renumbered'
import composeDependencyCycle from './compose/dependency-cycle'
import composeDeployMisnested from './compose/deploy-misnested'
import composeDeviceCgroupRuleForm from './compose/device-cgroup-rule-form'
import composeDeviceIdsBadInterpolation from './compose/device-ids-bad-interpolation'
import composeDeviceIdsNotStrings from './compose/device-ids-not-strings'
import composeDeviceNodeAbsentOnHost from './compose/device-node-absent-on-host'
import composeDeviceRequestUnknownKey from './compose/device-request-unknown-key'
import composeDevicesUnderLimits from './compose/devices-under-limits'
import composeDisableRequireMisuse from './compose/disable-require-misuse'
import composeDriverCapsEnvMissingCompute from './compose/driver-caps-env-missing-compute'
import composeDriverCapsMissingVideoGraphics from './compose/driver-caps-missing-video-graphics'
import composeDriverUnknown from './compose/driver-unknown'
import composeEnvironmentNameWithBlank from './compose/environment-name-with-blank'
import composeExtendsOrIncludeFails from './compose/extends-or-include-fails'
import composeExternalWithOtherKeys from './compose/external-with-other-keys'
import composeForwardCompat804 from './compose/forward-compat-804'
import composeGenericResourcesWithoutSwarm from './compose/generic-resources-without-swarm'
import composeGpuImageWithoutGpuRequest from './compose/gpu-image-without-gpu-request'
import composeGpuMandatoryForCpuUsers from './compose/gpu-mandatory-for-cpu-users'
import composeGpuVendorMismatch from './compose/gpu-vendor-mismatch'
import composeGpusAndDeployBoth from './compose/gpus-and-deploy-both'
import composeGpusItemUnknownKey from './compose/gpus-item-unknown-key'
import composeGpusKeyNeeds230 from './compose/gpus-key-needs-2-30'
import composeGpusScalarInvalid from './compose/gpus-scalar-invalid'
import composeHealthcheckForm from './compose/healthcheck-form'
import composeHealthcheckStartPeriod from './compose/healthcheck-start-period'
import composeIpcModeInvalid from './compose/ipc-mode-invalid'
import composeJetsonNeedsRuntime from './compose/jetson-needs-runtime'
import composeKeyNotString from './compose/key-not-string'
import composeLastRequestWins from './compose/last-request-wins'
import composeLdLibraryPathOverwritten from './compose/ld-library-path-overwritten'
import composeLdLibraryPathPointsToFile from './compose/ld-library-path-points-to-file'
import composeMigDeviceNaming from './compose/mig-device-naming'
import composeNetworkModeWithNetworks from './compose/network-mode-with-networks'
import composeNvmlLostAfterDaemonReload from './compose/nvml-lost-after-daemon-reload'
import composeOverrideConcatenatesDevices from './compose/override-concatenates-devices'
import composePodmanIgnoresReservation from './compose/podman-ignores-reservation'
import composePrivilegedForGpu from './compose/privileged-for-gpu'
import composeRawDevicesIncomplete from './compose/raw-devices-incomplete'
import composeRenderGroupsMissing from './compose/render-groups-missing'
import composeReplicasShareDevice from './compose/replicas-share-device'
import composeRuntimeNvidiaUnsupported from './compose/runtime-nvidia-unsupported'
import composeRuntimeUnknown from './compose/runtime-unknown'
import composeSelinuxLabel from './compose/selinux-label'
import composeShmSizeForm from './compose/shm-size-form'
import composeShmTooSmallNccl from './compose/shm-too-small-nccl'
import composeShmTooSmallPytorch from './compose/shm-too-small-pytorch'
import composeSwarmDeviceReservation from './compose/swarm-device-reservation'
import composeTfMemoryGrowth from './compose/tf-memory-growth'
import composeTritonModelRepoMount from './compose/triton-model-repo-mount'
import composeTritonPythonBackendShm from './compose/triton-python-backend-shm'
import composeUlimitsForm from './compose/ulimits-form'
import composeUlimitsMemlockStack from './compose/ulimits-memlock-stack'
import composeUnknownDeviceIndex from './compose/unknown-device-index'
import composeVersionKeyObsolete from './compose/version-key-obsolete'
import composeVisibleDevicesBadValue from './compose/visible-devices-bad-value'
import composeVisibleDevicesOverridden from './compose/visible-devices-overridden'
import composeVisibleDevicesWithoutRuntime from './compose/visible-devices-without-runtime'
import composeVllmComposeBasics from './compose/vllm-compose-basics'
import composeWsl2Specifics from './compose/wsl2-specifics'
import composeYamlMergeDropsGpu from './compose/yaml-merge-drops-gpu'
import devcontainerCudaVisibleDevicesAll from './devcontainer/cuda-visible-devices-all'
import devcontainerDevcontainerComposeGpu from './devcontainer/devcontainer-compose-gpu'
import devcontainerDevcontainerGpuHard from './devcontainer/devcontainer-gpu-hard'
import devcontainerGpuImageWithoutGpuRequest from './devcontainer/gpu-image-without-gpu-request'
import devcontainerGpusFlagForms from './devcontainer/gpus-flag-forms'
import dockerfileAlpineMuslBase from './dockerfile/alpine-musl-base'
import dockerfileAmd64LibPathsOnArm64 from './dockerfile/amd64-lib-paths-on-arm64'
import dockerfileAppReadsNvidiaVisibleDevices from './dockerfile/app-reads-nvidia-visible-devices'
import dockerfileArgBeforeFromScope from './dockerfile/arg-before-from-scope'
import dockerfileBaseFlavourLacksLibs from './dockerfile/base-flavour-lacks-libs'
import dockerfileBentomlPre1Dockerfile from './dockerfile/bentoml-pre1-dockerfile'
import dockerfileBraceExpansionInSh from './dockerfile/brace-expansion-in-sh'
import dockerfileBuildHasNoGpu from './dockerfile/build-has-no-gpu'
import dockerfileCondaCudatoolkitVsBase from './dockerfile/conda-cudatoolkit-vs-base'
import dockerfileCudaDirVersionMismatch from './dockerfile/cuda-dir-version-mismatch'
import dockerfileCudaStubsAtRuntime from './dockerfile/cuda-stubs-at-runtime'
import dockerfileCudaVisibleDevicesAll from './dockerfile/cuda-visible-devices-all'
import dockerfileCudnn8Vs9 from './dockerfile/cudnn-8-vs-9'
import dockerfileCudnnFlavourMissing from './dockerfile/cudnn-flavour-missing'
import dockerfileCudnnPathOnCopy from './dockerfile/cudnn-path-on-copy'
import dockerfileDevelFinalStage from './dockerfile/devel-final-stage'
import dockerfileDisableRequireMisuse from './dockerfile/disable-require-misuse'
import dockerfileDriverBakedIntoImage from './dockerfile/driver-baked-into-image'
import dockerfileDriverCapsEnvMissingCompute from './dockerfile/driver-caps-env-missing-compute'
import dockerfileDriverCapsUnknown from './dockerfile/driver-caps-unknown'
import dockerfileDuplicateCudaPipAndBase from './dockerfile/duplicate-cuda-pip-and-base'
import dockerfileForwardCompat804 from './dockerfile/forward-compat-804'
import dockerfileGpuArchNotInWheel from './dockerfile/gpu-arch-not-in-wheel'
import dockerfileHealthcheckStartPeriod from './dockerfile/healthcheck-start-period'
import dockerfileLdLibraryPathOverwritten from './dockerfile/ld-library-path-overwritten'
import dockerfileLdLibraryPathPointsToFile from './dockerfile/ld-library-path-points-to-file'
import dockerfileLibcusolver1011 from './dockerfile/libcusolver-10-11'
import dockerfileLnHardOrExisting from './dockerfile/ln-hard-or-existing'
import dockerfileMissingLdconfig from './dockerfile/missing-ldconfig'
import dockerfileNoWheelForPython from './dockerfile/no-wheel-for-python'
import dockerfileNvccMissingInRuntime from './dockerfile/nvcc-missing-in-runtime'
import dockerfileNvidiaAptKeyRotated from './dockerfile/nvidia-apt-key-rotated'
import dockerfileOrtCpuAndGpuBoth from './dockerfile/ort-cpu-and-gpu-both'
import dockerfileOrtCudaMajorMismatch from './dockerfile/ort-cuda-major-mismatch'
import dockerfileOrtSilentCpu from './dockerfile/ort-silent-cpu'
import dockerfilePartialCudaCopy from './dockerfile/partial-cuda-copy'
import dockerfilePipVersionRedirected from './dockerfile/pip-version-redirected'
import dockerfilePythonMissingInCuda from './dockerfile/python-missing-in-cuda'
import dockerfileTensorflowGpuRemoved from './dockerfile/tensorflow-gpu-removed'
import dockerfileTfCudaMatrix from './dockerfile/tf-cuda-matrix'
import dockerfileTorchArchListMissing from './dockerfile/torch-arch-list-missing'
import dockerfileTorchCompanions from './dockerfile/torch-companions'
import dockerfileTorchCpuWheel from './dockerfile/torch-cpu-wheel'
import dockerfileTorchIndexVsBase from './dockerfile/torch-index-vs-base'
import dockerfileUnversionedSoMissing from './dockerfile/unversioned-so-missing'
import dockerfileVisibleDevicesBadValue from './dockerfile/visible-devices-bad-value'
import dockerfileWheelVendorMismatch from './dockerfile/wheel-vendor-mismatch'
import imageCudaTagIncomplete from './image/cuda-tag-incomplete'
import imageCudaTagLatest from './image/cuda-tag-latest'
import imageCudaTagRemoved from './image/cuda-tag-removed'
import imageCudnnTagNaming from './image/cudnn-tag-naming'
import imageDriverTooOldForCuda from './image/driver-too-old-for-cuda'
import imageGpuArchNotInImage from './image/gpu-arch-not-in-image'
import imageJetsonWrongBase from './image/jetson-wrong-base'
import imageOsEolBase from './image/os-eol-base'
import kubernetesAllGpusLeak from './kubernetes/all-gpus-leak'
import kubernetesAlphaResourceName from './kubernetes/alpha-resource-name'
import kubernetesCudaVisibleDevicesWrong from './kubernetes/cuda-visible-devices-wrong'
import kubernetesDisableRequireMisuse from './kubernetes/disable-require-misuse'
import kubernetesFractionalGpu from './kubernetes/fractional-gpu'
import kubernetesHealthcheckStartPeriod from './kubernetes/healthcheck-start-period'
import kubernetesInsufficientGpu from './kubernetes/insufficient-gpu'
import kubernetesPrivilegedForGpu from './kubernetes/privileged-for-gpu'
import kubernetesQuotaNotCounted from './kubernetes/quota-not-counted'
import kubernetesRequestOnly from './kubernetes/request-only'
import kubernetesRequestsNeLimits from './kubernetes/requests-ne-limits'
import kubernetesRollingUpdateDeadlock from './kubernetes/rolling-update-deadlock'
import kubernetesRuntimeclassMissing from './kubernetes/runtimeclass-missing'
import kubernetesSharedGpuOverOne from './kubernetes/shared-gpu-over-one'
import kubernetesShmEmptydir from './kubernetes/shm-emptydir'
import kubernetesTolerationMissing from './kubernetes/toleration-missing'
import kubernetesTritonModelRepoMount from './kubernetes/triton-model-repo-mount'
import kubernetesVisibleDevicesBadValue from './kubernetes/visible-devices-bad-value'
import kubernetesVllmComposeBasics from './kubernetes/vllm-compose-basics'
import scriptGpusFlagForms from './script/gpus-flag-forms'
import scriptMinikubeFlags from './script/minikube-flags'

export const rules: readonly AnyRule[] = [
  bentofileAlpineMuslBase,
  bentofileBentomlCudaVersion,
  bentofileNvccMissingInRuntime,
  bentofileOrtCpuAndGpuBoth,
  bentofileTensorflowGpuRemoved,
  bentofileTorchCpuWheel,
  composeAlpineMuslBase,
  composeAmdNodesIncomplete,
  composeAppReadsNvidiaVisibleDevices,
  composeBaseLacksNvidiaEnv,
  composeBindWithoutSource,
  composeBuildShmSizeConfusion,
  composeCapabilitiesMissing,
  composeCapabilitiesWithoutGpu,
  composeCapabilitiesWrongShape,
  composeCapabilityUnknownToEngine,
  composeCapsDropCompute,
  composeCapsDropUtility,
  composeCdiDeviceNeedsVersions,
  composeCdiMapSyntax,
  composeCdiRequestForm,
  composeComposeV1NoDeviceReservation,
  composeContainerNameWithReplicas,
  composeCountAndDeviceIds,
  composeCountAndIdsMissing,
  composeCountNotANumber,
  composeCountSameGpu,
  composeCountZero,
  composeCudaVisibleDevicesAll,
  composeCudaVisibleDevicesRenumbered,
  composeDependencyCycle,
  composeDeployMisnested,
  composeDeviceCgroupRuleForm,
  composeDeviceIdsBadInterpolation,
  composeDeviceIdsNotStrings,
  composeDeviceNodeAbsentOnHost,
  composeDeviceRequestUnknownKey,
  composeDevicesUnderLimits,
  composeDisableRequireMisuse,
  composeDriverCapsEnvMissingCompute,
  composeDriverCapsMissingVideoGraphics,
  composeDriverUnknown,
  composeEnvironmentNameWithBlank,
  composeExtendsOrIncludeFails,
  composeExternalWithOtherKeys,
  composeForwardCompat804,
  composeGenericResourcesWithoutSwarm,
  composeGpuImageWithoutGpuRequest,
  composeGpuMandatoryForCpuUsers,
  composeGpuVendorMismatch,
  composeGpusAndDeployBoth,
  composeGpusItemUnknownKey,
  composeGpusKeyNeeds230,
  composeGpusScalarInvalid,
  composeHealthcheckForm,
  composeHealthcheckStartPeriod,
  composeIpcModeInvalid,
  composeJetsonNeedsRuntime,
  composeKeyNotString,
  composeLastRequestWins,
  composeLdLibraryPathOverwritten,
  composeLdLibraryPathPointsToFile,
  composeMigDeviceNaming,
  composeNetworkModeWithNetworks,
  composeNvmlLostAfterDaemonReload,
  composeOverrideConcatenatesDevices,
  composePodmanIgnoresReservation,
  composePrivilegedForGpu,
  composeRawDevicesIncomplete,
  composeRenderGroupsMissing,
  composeReplicasShareDevice,
  composeRuntimeNvidiaUnsupported,
  composeRuntimeUnknown,
  composeSelinuxLabel,
  composeShmSizeForm,
  composeShmTooSmallNccl,
  composeShmTooSmallPytorch,
  composeSwarmDeviceReservation,
  composeTfMemoryGrowth,
  composeTritonModelRepoMount,
  composeTritonPythonBackendShm,
  composeUlimitsForm,
  composeUlimitsMemlockStack,
  composeUnknownDeviceIndex,
  composeVersionKeyObsolete,
  composeVisibleDevicesBadValue,
  composeVisibleDevicesOverridden,
  composeVisibleDevicesWithoutRuntime,
  composeVllmComposeBasics,
  composeWsl2Specifics,
  composeYamlMergeDropsGpu,
  devcontainerCudaVisibleDevicesAll,
  devcontainerDevcontainerComposeGpu,
  devcontainerDevcontainerGpuHard,
  devcontainerGpuImageWithoutGpuRequest,
  devcontainerGpusFlagForms,
  dockerfileAlpineMuslBase,
  dockerfileAmd64LibPathsOnArm64,
  dockerfileAppReadsNvidiaVisibleDevices,
  dockerfileArgBeforeFromScope,
  dockerfileBaseFlavourLacksLibs,
  dockerfileBentomlPre1Dockerfile,
  dockerfileBraceExpansionInSh,
  dockerfileBuildHasNoGpu,
  dockerfileCondaCudatoolkitVsBase,
  dockerfileCudaDirVersionMismatch,
  dockerfileCudaStubsAtRuntime,
  dockerfileCudaVisibleDevicesAll,
  dockerfileCudnn8Vs9,
  dockerfileCudnnFlavourMissing,
  dockerfileCudnnPathOnCopy,
  dockerfileDevelFinalStage,
  dockerfileDisableRequireMisuse,
  dockerfileDriverBakedIntoImage,
  dockerfileDriverCapsEnvMissingCompute,
  dockerfileDriverCapsUnknown,
  dockerfileDuplicateCudaPipAndBase,
  dockerfileForwardCompat804,
  dockerfileGpuArchNotInWheel,
  dockerfileHealthcheckStartPeriod,
  dockerfileLdLibraryPathOverwritten,
  dockerfileLdLibraryPathPointsToFile,
  dockerfileLibcusolver1011,
  dockerfileLnHardOrExisting,
  dockerfileMissingLdconfig,
  dockerfileNoWheelForPython,
  dockerfileNvccMissingInRuntime,
  dockerfileNvidiaAptKeyRotated,
  dockerfileOrtCpuAndGpuBoth,
  dockerfileOrtCudaMajorMismatch,
  dockerfileOrtSilentCpu,
  dockerfilePartialCudaCopy,
  dockerfilePipVersionRedirected,
  dockerfilePythonMissingInCuda,
  dockerfileTensorflowGpuRemoved,
  dockerfileTfCudaMatrix,
  dockerfileTorchArchListMissing,
  dockerfileTorchCompanions,
  dockerfileTorchCpuWheel,
  dockerfileTorchIndexVsBase,
  dockerfileUnversionedSoMissing,
  dockerfileVisibleDevicesBadValue,
  dockerfileWheelVendorMismatch,
  imageCudaTagIncomplete,
  imageCudaTagLatest,
  imageCudaTagRemoved,
  imageCudnnTagNaming,
  imageDriverTooOldForCuda,
  imageGpuArchNotInImage,
  imageJetsonWrongBase,
  imageOsEolBase,
  kubernetesAllGpusLeak,
  kubernetesAlphaResourceName,
  kubernetesCudaVisibleDevicesWrong,
  kubernetesDisableRequireMisuse,
  kubernetesFractionalGpu,
  kubernetesHealthcheckStartPeriod,
  kubernetesInsufficientGpu,
  kubernetesPrivilegedForGpu,
  kubernetesQuotaNotCounted,
  kubernetesRequestOnly,
  kubernetesRequestsNeLimits,
  kubernetesRollingUpdateDeadlock,
  kubernetesRuntimeclassMissing,
  kubernetesSharedGpuOverOne,
  kubernetesShmEmptydir,
  kubernetesTolerationMissing,
  kubernetesTritonModelRepoMount,
  kubernetesVisibleDevicesBadValue,
  kubernetesVllmComposeBasics,
  scriptGpusFlagForms,
  scriptMinikubeFlags,
]
