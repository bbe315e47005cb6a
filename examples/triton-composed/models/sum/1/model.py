import triton_python_backend_utils as pb_utils


class TritonPythonModel:
    def execute(self, requests):
        return [self.answer(request) for request in requests]

    def answer(self, request):
        numbers = pb_utils.get_input_tensor_by_name(request, "INPUT").as_numpy()
        total = numbers.sum(axis=1, keepdims=True)
        return pb_utils.InferenceResponse(output_tensors=[pb_utils.Tensor("OUTPUT", total)])
