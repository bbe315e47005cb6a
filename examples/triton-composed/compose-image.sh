#!/bin/sh
# Puts together the image triton-composed:25.03-onnxruntime-python: Triton's own compose.py copies these parts
# out of nvcr.io/nvidia/tritonserver:25.03-py3 onto nvcr.io/nvidia/tritonserver:25.03-py3-min.
set -eu

for tool in docker git python3; do
  command -v "$tool" >/dev/null || { echo "$0: there is no $tool here, which is needed" >&2; exit 1; }
done
docker version >/dev/null || { echo "$0: docker does not answer, so nothing can be pulled or built" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
git -c advice.detachedHead=false clone --quiet --depth 1 --branch r25.03 \
  https://github.com/triton-inference-server/server.git "$work/server"

# build.py, which compose.py reads, imports requests and distro from PyPI. It downloads nothing for these backends, and
# asks only which family of Linux this is: the images are Ubuntu, whatever this machine is.
mkdir "$work/host"
: > "$work/host/requests.py"
echo 'def like(): return "debian"' > "$work/host/distro.py"

cd "$work/server"
PYTHONPATH="$work/host" python3 compose.py --container-version 25.03 \
  --backend onnxruntime \
  --backend python \
  --output-name triton-composed:25.03-onnxruntime-python
