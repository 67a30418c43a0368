using System.ComponentModel.DataAnnotations;

namespace Attestry.Hosting.Bus;

/// <summary>Section <c>Bus</c>: how messages travel.</summary>
public sealed record BusOptions : IValidatableObject
{
    /// <summary><c>memory</c> (one process) or <c>rabbitmq</c>.</summary>
    [RegularExpression("memory|rabbitmq", ErrorMessage = "must be memory or rabbitmq.")]
    public string Transport { get; init; } = "memory";

    /// <summary>Of RabbitMQ: <c>amqp://user:password@host:5672/vhost</c>, or <c>amqps</c>. A secret; it is never repeated.</summary>
    public string? Connection { get; init; }

    /// <summary>Messages that an endpoint holds unacknowledged at a time, unless its definition says otherwise.</summary>
    [Range(1, 1000, ErrorMessage = "must be 1 to 1000.")]
    public int Prefetch { get; init; } = 16;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Transport != "rabbitmq")
            yield break;
        if (string.IsNullOrEmpty(Connection))
            yield return new("is missing; RabbitMQ needs amqp://user:password@host:5672/vhost.", [nameof(Connection)]);
        else if (!Uri.TryCreate(Connection, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps") || uri.Host.Length == 0)
            yield return new("is not of the form amqp://user:password@host:5672/vhost.", [nameof(Connection)]);
    }
}
