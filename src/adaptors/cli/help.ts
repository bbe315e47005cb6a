const GENERAL = `gpu-compose finds and repairs what keeps containers from using a GPU.

Usage: gpu-compose <command> [flags]

  check [paths…]    check the files below the paths (default: here), honouring .gitignore
  fix [paths…]      apply the safe fixes and print what stays
  new [FRAMEWORK]   write a compose file, a Dockerfile and a smoke test
  add-gpu FILE      give a service of a compose file a GPU, or a stage of a Dockerfile its CUDA
  rules             list the rules (--json)
  explain RULE-ID   what a rule is about
  lsp --stdio       the language server

  --help, -h        help, also of one command: gpu-compose check --help
  --version, -V     the version
  --[no-]color      colours or not (also NO_COLOR, FORCE_COLOR)

Exit codes: 0 nothing at or above --fail-on; 1 something is; 2 the call, the configuration or a named file could not be used.
`

const CHECK_FLAGS = `  --format, -f F        pretty (default), json, sarif, github, junit or markdown
  --output-file, -o F   write the report to a file
  --fail-on LEVEL       error (default), warning, info or never
  --max-warnings N      fail on more than N warnings
  --rule ID=LEVEL       off, info, warning or error; repeatable
  --config, -c F        this configuration instead of the nearest .gpu-compose.yaml
  --no-config           no configuration
  --host H              none (default), auto, or a file that describes the target
  --no-ignore           also what .gitignore and the configuration leave out
  --quiet, -q           errors only
  --stdin-filename N    the name of the text that the path "-" reads from stdin
  --[no-]color          colours or not
`

const FIX_FLAGS = `  --unsafe              also fixes that may change what a working file does
  --diff                print a unified diff and write nothing
`

const NEW = `Usage: gpu-compose new [FRAMEWORK[==VERSION]] [flags]
       gpu-compose new own-image --image REPOSITORY:TAG [flags] [-- COMMAND…]
       gpu-compose new --spec FILE [flags]

Writes a project that uses a GPU: compose file, Dockerfile, .dockerignore, smoke test, README. Every choice has a default.
On a terminal it asks what the flags do not say, each default with its reason, and shows the files before it writes them.

  --mode M              serve, train, notebook …: what the framework has
  --cuda V              CUDA, such as 12.8; --python V, --os NAME: Python and system of the image
  --gpus, -g G          all (default), none, a number, or device=0,1: indexes, UUIDs, CDI names
  --wiring W            deploy (default), gpus, runtime, cdi, or devices (the list of nodes survives a daemon reload;
                        the default for AMD and Intel)
  --vendor V            nvidia (default), amd or intel, where the framework has images
  --cpu-fallback        a pair of files: compose.yaml starts without a GPU, compose.gpu.yaml adds it
  --port, -p H:C        a port; repeatable
  --mount S:/T[:ro]     one more mount; repeatable
  --image I             an image of your own, which is run as it is (own-image); its command stands behind --
  --backends B,…        NVIDIA Triton in an image with these alone, which a script puts together; --repoagents R,…
  --name N              of the service
  --root, --non-root    without, or with a user of its own in the container (root where the GPU is of AMD or Intel);
                        an image that is run as it is has the one that its publisher names, or none
  --devcontainer, --kubernetes
                        these files too
  --spec FILE           the same as a file (schemas/workload.schema.json), - for stdin; flags stand before it
  --host H              none (default), auto, or a file that describes the target
  --out, -o DIR         where to (default: here)
  --dry-run             print the files and write nothing
  --force               replace files that are there
  --yes, -y             ask nothing, and take every default (as --spec does, and where there is no terminal)

Exit codes: 0 written; 2 the wish cannot be met or the files cannot be written; 130 stopped at a question: then nothing is.
`

const COMMANDS: Readonly<Record<string, string>> = {
  check: `Usage: gpu-compose check [paths…] [flags]\n\n  --fix                 the same as gpu-compose fix\n${CHECK_FLAGS}`,
  fix: `Usage: gpu-compose fix [paths…] [flags]\n\n${FIX_FLAGS}${CHECK_FLAGS}`,
  new: NEW,
  'add-gpu': `Usage: gpu-compose add-gpu FILE [flags]

  --service, -s S       the service; may be left out where the file has one
  --vendor V            nvidia (default), amd or intel: whose GPUs they are
  --wiring, -w W        deploy (default), gpus, runtime, cdi, or devices (the nodes beside a reservation; for AMD
                        and Intel the nodes alone, and the default)
  --gpus, -g G          all (default), a number, ids (0,1 or GPU-…), device=0, or CDI names (nvidia.com/gpu=0)

For a Dockerfile, whose stage gets the CUDA libraries that its Python packages load:
  --stage NAME          the stage, by name or number; may be left out where one becomes an image
  --cuda X.Y            this CUDA, such as 12.6; needed where nothing in the stage tells
  --move                put the stage on an nvidia/cuda image, keeping its Python, in place of copying libraries

  --diff                print a unified diff and write nothing
  --dry-run             print the new text and write nothing
  --config, -c F        this configuration instead of the nearest .gpu-compose.yaml
  --no-config           no configuration
  --host H              none (default), auto, or a file that describes the target

A service that asks for a GPU already, and a stage that needs no CUDA, is left as it is. Exit codes: 0 done, or nothing to do; 2 it cannot be done (why is said); 130 stopped at a question.
`,
  rules: 'Usage: gpu-compose rules [--json]\n',
  explain: 'Usage: gpu-compose explain RULE-ID\n',
  lsp: 'Usage: gpu-compose lsp --stdio\n',
}

export const commands = Object.keys(COMMANDS)

/** The help of a command; of all for any other word. */
export const help = (command: string | undefined): string =>
  (command !== undefined && Object.hasOwn(COMMANDS, command) && COMMANDS[command]) || GENERAL
