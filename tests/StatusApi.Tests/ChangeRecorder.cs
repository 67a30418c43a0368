using System.Collections.Concurrent;
using Attestry.Contracts.Messages;
using MassTransit;

namespace Attestry.StatusApi.Tests;

/// <summary>Notes what is announced of exceptions.</summary>
internal sealed class ChangeRecorder
{
    public ConcurrentQueue<ExceptionChanged> Seen { get; } = new();

    internal sealed class ChangeConsumer(ChangeRecorder recorder) : IConsumer<ExceptionChanged>
    {
        public Task Consume(ConsumeContext<ExceptionChanged> context)
        {
            recorder.Seen.Enqueue(context.Message);
            return Task.CompletedTask;
        }
    }
}
