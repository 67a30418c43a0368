namespace Attestry.Contracts.Messages;

/// <summary>A VEX document was uploaded or withdrawn.</summary>
/// <param name="Vex">Id of the <see cref="Documents.VexDocument"/>.</param>
public sealed record VexChanged(string Vex, bool Withdrawn);
