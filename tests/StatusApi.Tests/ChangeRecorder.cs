using System.Collections.Concurrent;
using Attestry.Contracts.Messages;
using MassTransit;

namespace Attestry.StatusApi.Tests;

/// <summary>Notes what is announced of exceptions and VEX documents.</summary>
internal sealed class ChangeRecorder
{
    public ConcurrentQueue<ExceptionChanged> Seen { get; } = new();

    public ConcurrentQueue<VexChanged> SeenVex { get; } = new();

    internal sealed class VexConsumer(ChangeRecorder recorder) : IConsumer<VexChanged>
    {
        public Task Consume(ConsumeContext<VexChanged> context)
        {
            recorder.SeenVex.Enqueue(context.Message);
            return Task.CompletedTask;
        }
    }

    internal sealed class ChangeConsumer(ChangeRecorder recorder) : IConsumer<ExceptionChanged>
    {
        public Task Consume(ConsumeContext<ExceptionChanged> context)
        {
            recorder.Seen.Enqueue(context.Message);
            return Task.CompletedTask;
        }
    }
}
