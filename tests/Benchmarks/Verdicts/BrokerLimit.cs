using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Attestry.Benchmarks.Verdicts;

/// <summary>The limit of the same broker: persistent messages that are published and confirmed one by one, consumed and acknowledged.</summary>
internal static class BrokerLimit
{
    private const int Messages = 3000;

    /// <summary>Of a message that carries identifiers, with its envelope.</summary>
    private const int MessageBytes = 1024;

    /// <summary>Unconfirmed, and unacknowledged, at a time: what the services hold.</summary>
    private const int AtOnce = 16;

    /// <returns>Messages a second.</returns>
    internal static async Task<double> MeasureAsync(string uri, CancellationToken cancellation)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(uri) }.CreateConnectionAsync(cancellation);
        await using var publishing = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellation);
        await using var consuming = await connection.CreateChannelAsync(cancellationToken: cancellation);
        var queue = $"benchmark-{Guid.NewGuid():N}";
        await consuming.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellation);
        try
        {
            var acknowledged = await ConsumeAsync(consuming, queue, cancellation);
            var watch = Stopwatch.StartNew();
            await Parallel.ForAsync(
                0,
                Messages,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
                async (_, stop) => await publishing.BasicPublishAsync(
                    "", queue, mandatory: true, new BasicProperties { Persistent = true }, new byte[MessageBytes], stop));
            await acknowledged.WaitAsync(cancellation);
            return Messages / watch.Elapsed.TotalSeconds;
        }
        finally
        {
            await consuming.QueueDeleteAsync(queue, cancellationToken: CancellationToken.None);
        }
    }

    /// <returns>Completes when all are acknowledged.</returns>
    private static async Task<Task> ConsumeAsync(IChannel channel, string queue, CancellationToken cancellation)
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = 0;
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellation);
            if (Interlocked.Increment(ref seen) == Messages)
                all.SetResult();
        };
        await channel.BasicQosAsync(0, AtOnce, global: false, cancellation);
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer, cancellation);
        return all.Task;
    }
}
