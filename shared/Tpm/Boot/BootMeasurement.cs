namespace Attestry.Tpm.Boot;

/// <summary>Something that was measured during the boot by its digest.</summary>
/// <param name="Name">As the log calls it: a path, a section, a variable. Nothing proves the name.</param>
/// <param name="Digest">What the PCR was extended with: <c>sha256:…</c>.</param>
public sealed record BootMeasurement(int Pcr, string Name, string Digest);
