using System.Collections.Concurrent;
using MassTransit;

namespace Attestry.PolicyEvaluator.Tests;

/// <summary>What was consumed of a message type, and how often its consumers were through.</summary>
internal sealed class Recorder<T> : IConsumeMessageObserver<T>
    where T : class
{
    private int _count;

    private int _faults;

    internal ConcurrentQueue<T> Messages { get; } = new();

    internal int Count => Volatile.Read(ref _count);

    internal int Faults => Volatile.Read(ref _faults);

    public Task PreConsume(ConsumeContext<T> context) => Task.CompletedTask;

    public Task PostConsume(ConsumeContext<T> context)
    {
        Interlocked.Increment(ref _count);
        return Task.CompletedTask;
    }

    public Task ConsumeFault(ConsumeContext<T> context, Exception exception)
    {
        Interlocked.Increment(ref _faults);
        return Task.CompletedTask;
    }
}
