import { extras, type Mode } from '../../workload'
import { topic } from './topic'
import { because, joined } from './words'

/** There is nothing to choose from: an image of one's own is typed. */
export const image = topic<string>({
  id: 'image',
  title: () => 'Which image?',
  usual: (plan, { ownImage }) => (ownImage ? plan.image : undefined),
  values: () => [],
  words: (value, _, { plan, framework }) => ({ label: value, description: because(plan, framework.title) }),
  other: () => 'an image with its tag, such as registry.example.com/team/app:1.2',
})

const MODES: Readonly<Record<Mode, string>> = {
  serve: 'answers requests, and starts again when it ends',
  train: 'works through data once, and ends',
  notebook: 'JupyterLab in the browser',
  run: 'a program of your own',
}

export const mode = topic<Mode>({
  id: 'mode',
  title: () => 'What shall it do?',
  usual: (plan) => plan.mode,
  values: ({ framework }) => framework.modes,
  words: (value) => ({ label: value, description: MODES[value] }),
})

const OUTPUTS: Readonly<Record<(typeof extras)[number], string>> = {
  devcontainer: '.devcontainer/devcontainer.json opens the service in VS Code',
  kubernetes: 'manifests under k8s/ with a README of their own',
}

/** Which files besides. */
export const more = topic<readonly (typeof extras)[number][]>({
  id: 'extras',
  many: true,
  title: () => 'Which files besides?',
  usual: () => [],
  values: () => extras.map((one) => [one]),
  words: ([value = 'devcontainer'], plan) => ({
    label: value,
    description: joined(OUTPUTS[value], plan.cluster?.gpu?.loss ?? ''),
  }),
})
