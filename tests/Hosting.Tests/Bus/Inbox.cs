using Attestry.Contracts.Messages;
using MassTransit;
using MassTransit.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Attestry.Hosting.Tests.Bus;

/// <summary>What a consumer received.</summary>
internal sealed class Inbox
{
    private readonly TaskCompletionSource<ArtifactResolved> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The queue's name; its own for each inbox, so that tests on one broker do not meet.</summary>
    public string Endpoint { get; } = $"hosting-tests.{Guid.NewGuid():N}";

    public Task<ArtifactResolved> FirstAsync() => _first.Task.WaitAsync(TimeSpan.FromMinutes(3));

    public void AddTo(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(this);
        builder.Services.RegisterConsumer<Consumer, Definition>();
    }

    private sealed class Consumer(Inbox inbox) : IConsumer<ArtifactResolved>
    {
        public Task Consume(ConsumeContext<ArtifactResolved> context)
        {
            inbox._first.TrySetResult(context.Message);
            return Task.CompletedTask;
        }
    }

    private sealed class Definition : ConsumerDefinition<Consumer>
    {
        public Definition(Inbox inbox) => EndpointName = inbox.Endpoint;
    }
}
