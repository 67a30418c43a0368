namespace Attestry.Contracts.Messages;

/// <summary>An exception was granted or withdrawn.</summary>
/// <param name="Exception">Id of the <see cref="Documents.ExceptionDocument"/>.</param>
public sealed record ExceptionChanged(string Exception, bool Revoked);
