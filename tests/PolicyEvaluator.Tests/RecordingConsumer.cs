using MassTransit;

namespace Attestry.PolicyEvaluator.Tests;

internal sealed class RecordingConsumer<T>(Recorder<T> recorder) : IConsumer<T>
    where T : class
{
    public Task Consume(ConsumeContext<T> context)
    {
        recorder.Messages.Enqueue(context.Message);
        return Task.CompletedTask;
    }
}
