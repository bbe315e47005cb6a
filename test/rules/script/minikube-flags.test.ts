import rule from '../../../src/rules/script/minikube-flags'
import { testRule } from '../../support/rule-tester'

const script = (line: string) => `#!/bin/sh\n# a cluster with GPUs\n${line}\nkubectl get nodes\n`

testRule(rule, {
  valid: [
    script('minikube start --driver docker --container-runtime docker --gpus all'),
    script('minikube start --driver kvm --kvm-gpu'),
    { name: 'nothing of GPUs', text: '#!/bin/sh\nminikube start --driver=none\n' },
    { name: 'another command', text: script('minikube addons enable nvidia-device-plugin') },
    { name: 'other gates', text: script('minikube start --feature-gates=DevicePlugins=true') },
    { name: 'a variable', text: script('minikube start $FLAGS') },
  ],
  invalid: [
    {
      text: script('minikube start --vm-driver=none ⟦--feature-gates=Accelerators=true⟧ --memory 8g'),
      message: 'gate',
      severity: 'info',
      says: ['--feature-gates=Accelerators=true switches on'],
      fixed: script('minikube start --driver docker --container-runtime docker --gpus all --memory 8g'),
    },
    {
      text: script('minikube start --vm-driver kvm2 ⟦--gpu⟧ --cpus 4'),
      message: 'flag',
      severity: 'warning',
      fixed: script('minikube start --driver kvm2 --kvm-gpu --cpus 4'),
      name: 'with kvm it has another name; the driver has a new name too',
    },
    {
      text: script('minikube start ⟦--gpu⟧'),
      message: 'flag',
      fixed: script('minikube start --driver docker --container-runtime docker --gpus all'),
    },
    {
      text: script('sudo minikube start ⟦--driver=none⟧ --apiserver-ips 127.0.0.1'),
      message: 'none',
      fixed: script(
        'sudo minikube start --driver docker --container-runtime docker --gpus all --apiserver-ips 127.0.0.1',
      ),
    },
    {
      text: script('minikube start ⟦--vm-driver⟧=kvm2 --kvm-gpu'),
      message: 'driver',
      fixed: script('minikube start --driver=kvm2 --kvm-gpu'),
    },
  ],
})
