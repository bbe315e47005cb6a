/** A program to begin with; it is its own smoke test. */
export const main = `// Adds two vectors on every GPU that the container was given; ends with 0 when all of them add rightly.
#include <cstdio>
#include <vector>

#include <cuda_runtime.h>

__global__ void add(const float *a, const float *b, float *sum, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) sum[i] = a[i] + b[i];
}

static bool failed(cudaError_t error, const char *what) {
    if (error == cudaSuccess) return false;
    std::fprintf(stderr, "%s: %s\\n", what, cudaGetErrorString(error));
    return true;
}

static bool works(int device) {
    const int n = 1 << 20;
    const size_t bytes = n * sizeof(float);
    std::vector<float> ones(n, 1.0f), twos(n, 2.0f), result(n);
    float *a = nullptr, *b = nullptr, *sum = nullptr;
    if (failed(cudaSetDevice(device), "cudaSetDevice")) return false;
    if (failed(cudaMalloc(&a, bytes), "cudaMalloc") || failed(cudaMalloc(&b, bytes), "cudaMalloc") ||
        failed(cudaMalloc(&sum, bytes), "cudaMalloc"))
        return false;
    cudaMemcpy(a, ones.data(), bytes, cudaMemcpyHostToDevice);
    cudaMemcpy(b, twos.data(), bytes, cudaMemcpyHostToDevice);
    add<<<(n + 255) / 256, 256>>>(a, b, sum, n);
    if (failed(cudaGetLastError(), "add")) return false;
    if (failed(cudaMemcpy(result.data(), sum, bytes, cudaMemcpyDeviceToHost), "cudaMemcpy")) return false;
    cudaFree(a);
    cudaFree(b);
    cudaFree(sum);
    for (float value : result)
        if (value != 3.0f) return false;
    return true;
}

int main() {
    int count = 0;
    if (failed(cudaGetDeviceCount(&count), "cudaGetDeviceCount")) return 1;
    for (int device = 0; device < count; ++device) {
        cudaDeviceProp properties{};
        if (failed(cudaGetDeviceProperties(&properties, device), "cudaGetDeviceProperties")) return 1;
        const bool ok = works(device);
        std::printf("cuda:%d: %s, compute capability %d.%d: %s\\n", device, properties.name, properties.major,
                    properties.minor, ok ? "works" : "computes wrongly");
        if (!ok) return 1;
    }
    return count > 0 ? 0 : 1;
}
`
