namespace Attestry.Sigstore.Notation;

/// <summary>Inside the readers only: an envelope demands what is not known here.</summary>
internal sealed class CriticalAttributeException(string message) : Exception(message);
