import { expect, test } from 'vitest'
import { readBentofile } from '../../../src/documents/bentofile/read'
import { SourceFile } from '../../../src/documents/source'

const read = (text: string) => readBentofile(new SourceFile('bentofile.yaml', text))

test('reads the options of docker and python', () => {
  const text =
    'docker: { distro: debian, cuda_version: 11.10, base_image: "x:1" }\npython: { packages: [torch==2.1.0, numpy] }\n'
  const document = read(text)
  expect(document).toMatchObject({
    cudaVersion: { value: '11.10' },
    distro: { value: 'debian' },
    baseImage: { value: 'x:1' },
    problems: [],
  })
  expect(document.pythonPackages.map(({ value }) => value)).toEqual(['torch==2.1.0', 'numpy'])
})

test('leaves out the packages beside a requirements file, as BentoML does', () => {
  const document = read('python: { requirements_txt: ./requirements.txt, packages: [torch==2.1.0] }\n')
  expect(document).toMatchObject({ requirementsFile: { value: './requirements.txt' }, pythonPackages: [] })
})

test('reads anything else as nothing', () => {
  for (const text of ['', '[]', 'docker: [', 'docker: text\npython: { packages: x }']) {
    expect(read(text)).toMatchObject({ cudaVersion: undefined, pythonPackages: [] })
  }
})
