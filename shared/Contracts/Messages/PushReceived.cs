namespace Attestry.Contracts.Messages;

/// <summary>A push was written to the store; its id names the <see cref="Documents.PushDocument"/>.</summary>
public sealed record PushReceived(string Push);
