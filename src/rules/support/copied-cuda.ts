/** Where the libraries of an image of nvidia/cuda are put in another. */
export const CUDA = '/usr/local/cuda'

/** The lines that take the toolkit, and cuDNN, which lies elsewhere in the image, out of a stage on nvidia/cuda. */
export const copyLines = (stage: string, minor: string, cudnn: string | undefined): readonly string[] => [
  `COPY --from=${stage} ${CUDA}-${minor} ${CUDA}`,
  ...(cudnn === undefined ? [] : [`COPY --from=${stage} ${cudnn} ${CUDA}/lib64/`]),
]

/** The folder has the name of the architecture. */
export const CUDNN_OF_BOTH = '/usr/lib/*-linux-gnu/libcudnn*'
