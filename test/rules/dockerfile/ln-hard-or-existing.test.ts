import rule from '../../../src/rules/dockerfile/ln-hard-or-existing'
import { testRule } from '../../support/rule-tester'

const on = (run: string, tag = '11.3.1-cudnn8-runtime-ubuntu20.04') => `FROM nvidia/cuda:${tag}\nRUN ${run}\n`
const LIB = '/usr/local/cuda/lib64'

testRule(rule, {
  valid: [
    on(`ln -s ${LIB}/libcudart.so.11.0 ${LIB}/libcudart.so.10.1`),
    {
      name: 'a name without version, in the runtime flavour',
      text: on(`ln -s ${LIB}/libcublas.so.11 ${LIB}/libcublas.so`),
    },
    { name: 'forced', text: on(`ln -sf ${LIB}/libcublas.so.11 ${LIB}/libcublas.so`, '11.3.1-devel-ubuntu20.04') },
    { name: 'a file of this CUDA', text: on(`ln -s ${LIB}/libcudart.so.11.3.109 ${LIB}/libcudart.so.10.0`) },
    {
      name: 'made before',
      text: on(
        `cp /src/libcublas.so.10 ${LIB}/libcublas.so.10 && ln -s ${LIB}/libcublas.so.10 ${LIB}/libcublas.so.9.0`,
      ),
    },
    {
      name: 'more CUDA comes in',
      text: on(`apt-get install -y cuda-libraries-10-1 && ln -s ${LIB}/libcublas.so.10 /usr/lib/libcublas.so`),
    },
    {
      name: 'a name of this CUDA in another folder',
      text: on(`ln -s ${LIB}/libcublas.so.11 /usr/lib/libcublas.so.11`),
    },
    { name: 'another folder', text: on('ln -s /opt/lib/libcublas.so.10 /opt/lib/libcublas.so.11') },
    { name: 'told by libcusolver-10-11', text: on(`ln -s ${LIB}/libcusolver.so.10 ${LIB}/libcusolver.so.11`) },
    { name: 'another image', text: `FROM python:3.8\nRUN ln -s ${LIB}/libcublas.so.10 ${LIB}/libcublas.so.11\n` },
  ],
  invalid: [
    {
      text: on(`⟦ln -s ${LIB}/libcublas.so.11 ${LIB}/libcublas.so⟧`, '11.3.1-devel-ubuntu20.04'),
      message: 'exists',
      severity: 'error',
      says: ['libcublas.so itself'],
      fixed: 'FROM nvidia/cuda:11.3.1-devel-ubuntu20.04\n',
    },
    {
      text: on(`ln -s ⟦${LIB}/libcudart.so.10.1⟧ ${LIB}/libcudart.so && ldconfig`),
      message: 'dangles',
      severity: 'warning',
      says: ['ships libcudart.so.11.0 and no libcudart.so.10.1'],
      fixed: on(`ln -s ${LIB}/libcudart.so.11.0 ${LIB}/libcudart.so && ldconfig`),
    },
    {
      name: 'within the folder',
      text: on(
        `cd ${LIB} \\\n && ln -s ⟦libcublas.so.10⟧ libcublas.so.9.0 # for the old one`,
        '12.2.2-runtime-ubuntu22.04',
      ),
      message: 'dangles',
      fixed: on(
        `cd ${LIB} \\\n && ln -s libcublas.so.12 libcublas.so.9.0 # for the old one`,
        '12.2.2-runtime-ubuntu22.04',
      ),
    },
    {
      name: 'put in a folder of the system',
      text: on(`ln -s ⟦${LIB}/libcudart.so.11.0⟧ /usr/lib/libcudart.so.11.0`, '12.4.1-runtime-ubuntu22.04'),
      message: 'dangles',
      fixed: on(`ln -s ${LIB}/libcudart.so.12 /usr/lib/libcudart.so.11.0`, '12.4.1-runtime-ubuntu22.04'),
    },
    {
      name: 'by a name beside the new one',
      text: on(`⟦ln -s libcublas.so.12 ${LIB}/libcublas.so⟧`, '12.4.1-devel-ubuntu22.04'),
      message: 'exists',
      fixed: 'FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\n',
    },
    {
      name: 'the shipped name as the target',
      text: on(`apt-get update && ⟦ln ${LIB}/libcufft.so.9 ${LIB}/libcufft.so.10⟧`),
      message: 'exists',
      fixed: null,
    },
  ],
})
