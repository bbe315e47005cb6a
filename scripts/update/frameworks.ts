import { facts } from '../../src/facts'
import type { Build } from '../../src/frameworks/types'
import {
  commandOf,
  type Framework,
  frameworks,
  isImpossible,
  type Scaffold,
  scaffold,
} from '../../src/service/scaffold'
import type { Vendor } from '../../src/workload'

/** The page and the example project of each framework, by path. */
export function frameworkFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>([['docs/frameworks/README.md', indexPage()]])
  for (const framework of frameworks) {
    const made = framework.vendors.map((vendor) => madeFor(framework, vendor))
    files.set(`docs/frameworks/${framework.id}.md`, page(framework, made))
    for (const one of made) for (const { path, text } of one.files) files.set(`${exampleOf(one.plan)}/${path}`, text)
  }
  return files
}

function madeFor({ id, vendors }: Framework, vendor: Vendor): Scaffold {
  const made = scaffold({ framework: id, ...(vendor !== vendors[0] && { vendor }) }, facts, {})
  if (isImpossible(made)) throw new Error(`${id}: ${made.impossible}`)
  return made
}

const exampleOf = ({ framework: { id }, vendor }: Scaffold['plan']): string =>
  `examples/${id}${vendor === 'nvidia' ? '' : `-${vendor}`}`

const indexPage = (): string => `# Frameworks

What \`gpu-compose new FRAMEWORK\` writes projects for. The first mode is the default.

| framework | modes | GPUs |
|---|---|---|
${frameworks.map(({ id, title, modes, vendors }) => `| [${title}](${id}.md): \`${id}\` | ${modes.join(', ')} | ${vendors.join(', ')} |`).join('\n')}
`

function page(framework: Framework, [made, ...others]: readonly Scaffold[]): string {
  if (!made) throw new Error(`${framework.id}: no vendor`)
  const { plan, files } = made
  const { id, title, modes, cpu, ownImage } = framework
  const shown = files.filter(({ path }) => /^(?:docker-compose\.yml|Dockerfile|gpu_check\.py)$/.test(path))
  const parts = [
    `# ${title}`,
    `\`\`\`sh\ngpu-compose new ${id}${ownImage ? ' --image REPOSITORY:TAG -- COMMAND…' : ''}\n\`\`\``,
    `Modes: ${modes.join(', ')}. ${cpu ? 'It works without a GPU too: `--cpu-fallback` writes a pair of files.' : 'It needs a GPU.'} Without a wish it is the same as \`${commandOf(plan.workload)}\`; the project is kept under [examples/${id}](../../examples/${id}).`,
    userWords(framework),
    ...(ownImage ? [] : [`## Versions\n\n${versions(framework)}`]),
    ...plan.notes.map((note) => note.replaceAll('SERVICE', plan.name)),
    ...shown.map(({ path, text }) => `## ${path}\n\n\`\`\`${LANGUAGES[path] ?? 'dockerfile'}\n${text}\`\`\``),
    ...others.map(forVendor),
    `## Sources\n\n${Object.entries(plan.sources)
      .map(([table, source]) => `- ${table}: ${source}`)
      .join('\n')}`,
  ]
  return `${parts.join('\n\n')}\n`
}

/** Whom the container runs as, and what changes it. */
function userWords({ id, imageUser }: Framework): string {
  if (!imageUser) return 'User: one of its own, whom the Dockerfile makes; `--root` makes none.'
  const own = scaffold({ framework: id, nonRoot: true }, facts, {})
  const words = isImpossible(own) ? imageUser.none : `\`--non-root\` runs it as ${userReason(own)}.`
  return `User: the one of the image, which is run as it is; \`--root\` says root in the compose file. ${words}`
}

const userReason = ({ plan: { reasons } }: Scaffold): string =>
  reasons.flatMap(({ choice, value, because }) => (choice === 'User' ? [`${value}: ${because}`] : [])).join('; ')

const NAMES: Readonly<Record<Vendor, string>> = { nvidia: 'NVIDIA', amd: 'AMD', intel: 'Intel' }

/** What another make of GPU changes, by its compose file. */
function forVendor({ plan, files }: Scaffold): string {
  const { framework, vendor, notes, name } = plan
  const text = files.find(({ path }) => path === 'docker-compose.yml')?.text ?? ''
  const folder = exampleOf(plan)
  return [
    `## ${NAMES[vendor]} GPUs`,
    `\`\`\`sh\ngpu-compose new ${framework.id} --vendor ${vendor}\n\`\`\``,
    `The project is kept under [${folder}](../../${folder}).`,
    `\`\`\`yaml\n${text}\`\`\``,
    ...notes.slice(-1).map((note) => note.replaceAll('SERVICE', name)),
  ].join('\n\n')
}

const LANGUAGES: Readonly<Record<string, string>> = { 'docker-compose.yml': 'yaml', 'gpu_check.py': 'python' }

const versions = (framework: Framework): string =>
  framework.vendors.map((vendor) => versionsFor(framework, vendor)).join('\n\n')

/** The build is CUDA, ROCm, or the image where there is one alone. */
function versionsFor({ releases }: Framework, vendor: Vendor): string {
  const rows = releases(facts, vendor).map(({ version, builds, pythons }) => {
    const own = builds[0]?.python
    const python = own ?? (pythons.length > 0 ? `${pythons[0]} to ${pythons.at(-1)}` : 'none to choose')
    return `| ${version} | ${builds.flatMap(stackOf).join(', ')} | ${python} |`
  })
  return `| version for ${NAMES[vendor]} | ${vendor === 'nvidia' ? 'CUDA' : 'build'} | Python |\n|---|---|---|\n${rows.join('\n')}`
}

const stackOf = ({ cuda, rocm, image, preview }: Build): readonly string[] => {
  const stack = cuda ?? (rocm ? `ROCm ${rocm}` : image)
  return stack ? [`${stack}${preview ? ' (preview)' : ''}`] : []
}
