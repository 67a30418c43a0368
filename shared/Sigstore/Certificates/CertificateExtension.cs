namespace Attestry.Sigstore.Certificates;

/// <param name="Value">What the octet string holds.</param>
internal readonly record struct CertificateExtension(bool Critical, ReadOnlyMemory<byte> Value);
