// Uses each feature of the editor in a small project, holds what the window shows against what it must show, and takes its picture.
import fs from 'node:fs'
import path from 'node:path'
import { inWindow } from './window.mjs'

const files = {
  'docker-compose.yml': `services:
  api:
    build: .
    deploy:
      resources:
        reservations:
          devices:
            - driver: nvidia
              device_ids: ["0"]
              capabilities: [gpu]

  trainer:
    image: acme/trainer:3
    command: python train.py
    shm_size: 8gb
    gpus: all

  worker:
    image: python:3.12
    command: python work.py
`,
  Dockerfile: `ARG CUDA=12.4.1
FROM nvidia/cuda:\${CUDA}-cudnn-runtime-ubuntu22.04
RUN apt-get update && apt-get install -y python3
COPY serve.py /app/serve.py
CMD ["python3", "/app/serve.py"]
`,
  'Dockerfile.cuda': 'FROM nvidia/cuda:12.6.3-cudnn-\nRUN apt-get update && apt-get install -y python3\n',
  'compose.images.yaml': `services:
  monitor:
    image: nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04
    command: nvidia-smi -l 10
    gpus: all

  chat:
    image: ollama/ollama:\${OLLAMA:-0.5.7}
    gpus:
      - driver: nvidia
        device_ids: ["0", "1"]
`,
  'compose.train.yaml': `services:
  trainer:
    image: nvidia/cuda:12.4.1-runtime-ubuntu22.04
    command: python3 train.py
    privileged: true
    gpus: all
`,
}

function fill(folder) {
  fs.mkdirSync(folder)
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text)
}

/** Nothing but the text and what is drawn around it. */
const more = {
  'editor.fontSize': 13,
  '[dockerfile]': { 'editor.inlayHints.enabled': 'off' },
  'editor.hover.above': false,
  'window.menuBarVisibility': 'hidden',
  'workbench.activityBar.location': 'hidden',
  'workbench.statusBar.visible': false,
  'breadcrumbs.enabled': false,
  'editor.guides.indentation': false,
  'editor.occurrencesHighlight': 'off',
  'editor.lightbulb.enabled': 'off',
  'editor.renderLineHighlight': 'none',
}
const width = 1000

const LENS = '.codelens-decoration'
const LINE = '.view-line'
const ROW = '.quick-input-list .monaco-list-row'
const ACTION = '.action-widget .monaco-list-row'
const PROPOSAL = '.suggest-widget .monaco-list-row'

/** The picture of each, how high it is, and what a person does to see it. `shows` waits for texts in elements. */
const features = {
  'lenses say how a service asks for its GPUs and who builds a stage': {
    picture: 'lenses',
    height: 470,
    async look({ ui, shows }) {
      await ui.openFile('docker-compose.yml')
      await ui.openFile('Dockerfile', true)
      await shows(
        LENS,
        'GPU: 0 of deploy · change…',
        'GPU: all of gpus · change…',
        'Copy as docker run',
        'Built by api',
      )
    },
  },
  'hints say what an image holds and what a service will see': {
    picture: 'hints',
    height: 300,
    async look({ ui, shows }) {
      await ui.openFile('compose.images.yaml')
      await shows(LINE, 'CUDA 12.4 · cuDNN 9.1 · driver ≥ 525.60.13 (R550 shipped)')
      await shows(LINE, 'sees all GPUs', 'sees GPU 0,1', '= ollama/ollama:0.5.7')
    },
  },
  'the tags of an image are proposed': {
    picture: 'completion',
    height: 310,
    async look({ ui, shows, page }) {
      await ui.openFile('Dockerfile.cuda')
      await ui.goToLine('1:31')
      await page.keyboard.press('Control+Space')
      await shows(PROPOSAL, '12.6.3-cudnn-runtime-ubuntu24.04', '12.6.3-cudnn-devel-ubuntu22.04')
      await shows(`${PROPOSAL}.focused`, 'cuDNN 9.5')
    },
  },
  'a hover explains an image': {
    picture: 'hover',
    height: 440,
    // The editor gives a hover a fourth of its height.
    room: 1240,
    async look({ ui, shows, page }) {
      await ui.openFile('compose.images.yaml')
      // What still arrives would push the word away from under the mouse.
      await shows(LENS, 'GPU: all of gpus')
      await shows(LINE, 'CUDA 12.4')
      await page.locator(`${LINE} span`, { hasText: 'nvidia/cuda' }).last().hover()
      await shows('.monaco-hover li', 'CUDA 12.4.1 · cuDNN 9.1.0.70', 'Driver ≥ 525.60.13')
      await shows('.monaco-hover em', '(read 20')
    },
  },
  'the lightbulb offers other forms of a GPU request': {
    picture: 'forms',
    height: 470,
    async look({ ui, shows }) {
      await ui.openFile('docker-compose.yml')
      await ui.goToLine('9:20')
      await ui.openLightbulb()
      await shows(ACTION, 'GPU: ask with gpus', 'GPU: ask with runtime: nvidia', 'GPU: name CDI devices')
      await shows(ACTION, 'GPU: move the request into docker-compose.gpu.yml')
    },
  },
  'a finding is suppressed with a reason, or its rule disabled': {
    picture: 'quiet',
    height: 290,
    async look({ ui, shows, page }) {
      await ui.openFile('compose.train.yaml')
      await page.locator('.squiggly-warning').first().waitFor()
      await ui.goToLine('5:8')
      await ui.openLightbulb()
      await shows(ACTION, 'Suppress compose/privileged-for-gpu here (with reason)')
      await shows(ACTION, 'Disable compose/privileged-for-gpu in the configuration (.gpu-compose.yaml)')
    },
  },
  'a service gets a GPU, each way with its reason': {
    picture: 'add-gpu',
    height: 560,
    async look({ ui, shows, page }) {
      await ui.openFile('docker-compose.yml')
      await ui.goToLine('19:8')
      await ui.command('GPU Compose: Add GPU to Service…', false)
      await shows(ROW, 'All GPUs')
      await page.keyboard.press('Enter')
      await shows(ROW, 'every engine from 19.03', 'older ones refuse or drop the key')
    },
  },
  'a new project is shown before it is written': {
    picture: 'new-project',
    height: 560,
    async look({ ui, shows, page }) {
      await ui.openFile('docker-compose.yml')
      await ui.command('GPU Compose: New GPU Project…', false)
      await shows(ROW, 'a model of your own: server, training or notebook')
      await page.keyboard.press('Enter')
      await shows(ROW, 'answers requests, and starts again when it ends')
      await page.getByRole('button', { name: 'Back' }).click()
      await shows(ROW, 'a model of your own: server, training or notebook')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Take the defaults for the rest' }).click()
      await shows(ROW, 'serve.py')
      await page.locator(ROW, { hasText: /docker-compose\.yml\s*there already: see what changes/ }).click()
      await page.mouse.move(5, 5)
      await page.locator('.line-insert').first().waitFor()
      await shows(ROW, 'There already: Dockerfile. Look at what would change, then create')
    },
  },
  // The last one: its text stays unsaved.
  'a snippet is proposed while it is typed': {
    picture: 'snippets',
    height: 400,
    async look({ ui, shows, page }) {
      await ui.openFile('compose.train.yaml')
      await ui.goToLine(7)
      await page.keyboard.type('    gpu', { delay: 150 })
      await shows(PROPOSAL, 'gpu-deploy', 'gpu-ids', 'gpu-cdi')
    },
  },
}

async function steps({ page, ui, step }) {
  const shows = (selector, ...texts) =>
    Promise.all(texts.map((hasText) => page.locator(selector, { hasText }).first().waitFor()))
  // The side bar.
  await page.keyboard.press('Control+B')
  for (const [title, { picture, height, room = height, look }] of Object.entries(features))
    await step(title, async () => {
      // What the step before left open.
      for (const key of ['Escape', 'Escape', 'Control+K', 'Control+W']) await page.keyboard.press(key)
      await page.setViewportSize({ width, height: room })
      await page.mouse.move(width - 20, room - 5)
      await look({ page, ui, shows })
      await ui.photograph(`docs/media/${picture}.webp`, { x: 0, y: 0, width, height }, 'device')
    })
}

await inWindow({ name: 'features', fill, viewport: { width, height: 480 }, sharpness: 1.5, more, steps })
