import { facts } from '../../src/facts'
import {
  commandOf,
  type Framework,
  frameworks,
  isImpossible,
  type Scaffold,
  scaffold,
} from '../../src/service/scaffold'

/** The page and the example project of each framework, by path. */
export function frameworkFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>([['docs/frameworks/README.md', indexPage()]])
  for (const framework of frameworks) {
    const made = scaffold({ framework: framework.id }, facts, {})
    if (isImpossible(made)) throw new Error(`${framework.id}: ${made.impossible}`)
    files.set(`docs/frameworks/${framework.id}.md`, page(framework, made))
    for (const { path, text } of made.files) files.set(`examples/${framework.id}/${path}`, text)
  }
  return files
}

const indexPage = (): string => `# Frameworks

What \`gpu-compose new FRAMEWORK\` writes projects for. The first mode is the default.

| framework | modes | GPUs |
|---|---|---|
${frameworks.map(({ id, title, modes, vendors }) => `| [${title}](${id}.md): \`${id}\` | ${modes.join(', ')} | ${vendors.join(', ')} |`).join('\n')}
`

function page(framework: Framework, { plan, files }: Scaffold): string {
  const { id, title, modes, cpu, ownImage } = framework
  const shown = files.filter(({ path }) => /^(?:docker-compose\.yml|Dockerfile|gpu_check\.py)$/.test(path))
  const parts = [
    `# ${title}`,
    `\`\`\`sh\ngpu-compose new ${id}${ownImage ? ' --image REPOSITORY:TAG -- COMMAND…' : ''}\n\`\`\``,
    `Modes: ${modes.join(', ')}. ${cpu ? 'It works without a GPU too: `--cpu-fallback` writes a pair of files.' : 'It needs a GPU.'} Without a wish it is the same as \`${commandOf(plan.workload)}\`; the project is kept under [examples/${id}](../../examples/${id}).`,
    ...(ownImage ? [] : [`## Versions\n\n${versions(framework)}`]),
    ...plan.notes.map((note) => note.replaceAll('SERVICE', plan.name)),
    ...shown.map(({ path, text }) => `## ${path}\n\n\`\`\`${LANGUAGES[path] ?? 'dockerfile'}\n${text}\`\`\``),
    `## Sources\n\n${Object.entries(plan.sources)
      .map(([table, source]) => `- ${table}: ${source}`)
      .join('\n')}`,
  ]
  return `${parts.join('\n\n')}\n`
}

const LANGUAGES: Readonly<Record<string, string>> = { 'docker-compose.yml': 'yaml', 'gpu_check.py': 'python' }

function versions({ releases, vendors }: Framework): string {
  const rows = vendors
    .flatMap((vendor) => releases(facts, vendor))
    .map(({ version, builds, pythons }) => {
      const cudas = builds.flatMap(({ cuda, preview }) => (cuda ? [`${cuda}${preview ? ' (preview)' : ''}`] : []))
      const own = builds[0]?.python
      const python = own ?? (pythons.length > 0 ? `${pythons[0]} to ${pythons.at(-1)}` : 'none to choose')
      return `| ${version} | ${cudas.join(', ')} | ${python} |`
    })
  return `| version | CUDA | Python |\n|---|---|---|\n${rows.join('\n')}`
}
