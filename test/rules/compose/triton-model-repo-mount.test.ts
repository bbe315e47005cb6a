import rule from '../../../src/rules/compose/triton-model-repo-mount'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const IMAGE = 'image: nvcr.io/nvidia/tritonserver:24.08-py3'
const triton = (command: string, rest = '', key = 'command') =>
  serviceOf(`${IMAGE}\n${key}: ${command}\n${reserve()}${rest}`)
const REPOSITORY = 'tritonserver --model-repository=/models'

testRule(rule, {
  valid: [
    triton(REPOSITORY, '\nvolumes:\n  - ./models:/models:ro'),
    triton(
      '["tritonserver", "--model-repository", "/data/models"]',
      '\nvolumes:\n  - type: bind\n    source: ./d\n    target: /data',
    ),
    triton('tritonserver --model-repository=s3://bucket/models'),
    triton('tritonserver --model-repository=${MODELS}'),
    triton(REPOSITORY, '\nvolumes:\n  - ${MODELS}'),
    {
      name: 'a script brings them',
      text: triton('bash -c "cp -r /src /models && tritonserver --model-repository=/models"'),
    },
    {
      name: 'an entrypoint of its own',
      text: triton('--model-repository=/models', '\nentrypoint: [/fetch-and-serve.sh]'),
    },
    { name: 'a build brings them', text: triton(REPOSITORY, '\nbuild: .') },
    { name: 'another image', text: triton(REPOSITORY).replace('nvcr.io/nvidia', 'me') },
    { name: 'no command', text: serviceOf(IMAGE) },
    {
      name: 'mounted by the base',
      text: `services:\n  base:\n    volumes: [./m:/models]\n  app:\n    extends: base\n    ${IMAGE}\n    command: ${REPOSITORY}\n`,
    },
  ],
  invalid: [
    {
      text: triton(`⟦${REPOSITORY}⟧ # serve`, '\nvolumes:\n  - ./models:/model_repository'),
      message: 'missing',
      severity: 'error',
      says: ['no volume of app'],
      fixed: triton(
        `${REPOSITORY} # serve`,
        '\nvolumes:\n  - ./models:/model_repository\n  - ./model_repository:/models:ro',
      ),
    },
    {
      name: 'a list, no volumes at all',
      text: triton('["tritonserver", "--model-repository=/models"]', '', '⟦command⟧'),
      message: 'missing',
      fixed: triton('["tritonserver", "--model-repository=/models"]', '\nvolumes: [./model_repository:/models:ro]'),
    },
    {
      name: 'the start alone, given to a shell',
      text: triton('⟦bash -c "tritonserver --model-repository /models"⟧'),
      message: 'missing',
      fixed: triton('bash -c "tritonserver --model-repository /models"', '\nvolumes: [./model_repository:/models:ro]'),
    },
    {
      name: 'the server as the entrypoint, its options as the command',
      text: triton(
        '[--model-repository=/models]',
        '\nentrypoint: [tritonserver]\nvolumes: [models:/model]',
        '⟦command⟧',
      ),
      message: 'missing',
      fixed: triton(
        '[--model-repository=/models]',
        '\nentrypoint: [tritonserver]\nvolumes: [models:/model, ./model_repository:/models:ro]',
      ),
    },
    {
      name: 'all of it in the entrypoint',
      text: triton(`⟦${REPOSITORY}⟧`, '', 'entrypoint'),
      message: 'missing',
      fixed: triton(REPOSITORY, '\nvolumes: [./model_repository:/models:ro]', 'entrypoint'),
    },
    { text: triton('tritonserver --strict-model-config=false', '', '⟦command⟧'), message: 'none', fixed: null },
  ],
})
