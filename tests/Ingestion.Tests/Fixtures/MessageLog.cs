using System.Collections.Concurrent;
using Attestry.Contracts.Messages;
using MassTransit;

namespace Attestry.Ingestion.Tests.Fixtures;

/// <summary>What went over the bus.</summary>
internal sealed class MessageLog
{
    private readonly ConcurrentQueue<object> _messages = new();

    public void Add(object message) => _messages.Enqueue(message);

    public IReadOnlyList<T> Of<T>() => [.. _messages.OfType<T>()];
}

internal sealed class MessageLogConsumer(MessageLog log) :
    IConsumer<PushReceived>, IConsumer<ArtifactResolved>, IConsumer<ReferrerAttached>, IConsumer<ReferrerRemoved>
{
    public Task Consume(ConsumeContext<PushReceived> context) => Keep(context.Message);

    public Task Consume(ConsumeContext<ArtifactResolved> context) => Keep(context.Message);

    public Task Consume(ConsumeContext<ReferrerAttached> context) => Keep(context.Message);

    public Task Consume(ConsumeContext<ReferrerRemoved> context) => Keep(context.Message);

    private Task Keep(object message)
    {
        log.Add(message);
        return Task.CompletedTask;
    }
}
