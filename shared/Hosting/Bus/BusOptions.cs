using System.ComponentModel.DataAnnotations;

namespace Attestry.Hosting.Bus;

/// <summary>Section <c>Bus</c>: how messages travel.</summary>
public sealed record BusOptions
{
    /// <summary><c>memory</c> (one process) or <c>rabbitmq</c>.</summary>
    [RegularExpression("memory|rabbitmq", ErrorMessage = "must be memory or rabbitmq.")]
    public string Transport { get; init; } = "memory";

    /// <summary>Of RabbitMQ: <c>amqp://user:password@host:5672/vhost</c>.</summary>
    public string? Connection { get; init; }
}
