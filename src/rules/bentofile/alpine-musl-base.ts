import { defineRule, type RuleFix } from '../../lint/rule'
import { bentoPackages } from '../support/bento-packages'
import { GLIBC, isAlpine } from '../support/musl'

export default defineRule({
  meta: {
    id: 'bentofile/alpine-musl-base',
    kind: 'bentofile',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['alpine'],
    summary: 'PyTorch, TensorFlow and onnxruntime-gpu are not packed on Alpine.',
    why: 'Their wheels are built for glibc, Alpine has musl: pip finds no matching distribution.',
    messages: {
      musl: '{package} is packed on {image}. Its wheels are for glibc and Alpine has musl, so bentoml containerize stops: No matching distribution found. Take debian, or an image of Debian or Ubuntu.',
    },
    sources: ['PyPI: platform tags of torch, tensorflow and onnxruntime-gpu'],
    notes: ['Silent where python names an index, links or arguments for pip.'],
  },
  *check(document, { project }) {
    const { distro, baseImage } = document
    const onAlpine = baseImage ? isAlpine(baseImage.value ?? '') : distro?.value === 'alpine'
    const place = baseImage ?? distro
    const one = bentoPackages(document, project).find(({ requirement: { name } }) => GLIBC.test(name))
    if (!onAlpine || !place || !one) return
    const image = baseImage ? baseImage.raw : 'the distro alpine'
    const fixes: readonly RuleFix[] = baseImage
      ? []
      : [{ title: 'Take debian', ops: [{ op: 'set', target: place.node, value: 'debian' }] }]
    yield { message: 'musl', data: { package: one.text, image }, at: place.node, fixes, ...one.listed }
  },
})
