"""Smoke test, in the running container: ends with 0 when Triton is ready and reports a GPU."""
import re
import sys
import urllib.request


def get(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read().decode()


try:
    get("http://127.0.0.1:8000/v2/health/ready")
    metrics = get("http://127.0.0.1:8002/metrics")
except OSError as error:
    sys.exit(f"Triton is not ready: {error} (docker compose logs says why)")
gpus = re.findall(r'^nv_gpu_memory_total_bytes\{gpu_uuid="([^"]+)"\} (\S+)', metrics, re.MULTILINE)
if not gpus:
    sys.exit("Triton is ready, but it reports no GPU: it serves on the CPU alone")
for uuid, size in gpus:
    print(f"{uuid}: {float(size) / 2**30:.1f} GiB: Triton sees it")
