namespace Attestry.Sbom.Catalogers.Binaries;

/// <summary>How a program tells its version in its own text.</summary>
/// <param name="Package">What it is called.</param>
/// <param name="Product">Vendor and product in CPE names, divided by a colon.</param>
/// <param name="Files">Beginnings of its file's name; a name goes on with nothing but digits, dots, dashes and <c>so</c>.</param>
/// <param name="Before">The text before the version.</param>
/// <param name="After">The text behind it; empty when anything that is no part of a version may follow.</param>
internal sealed record BinarySignature(string Package, string Product, IReadOnlyList<string> Files, ReadOnlyMemory<byte> Before, ReadOnlyMemory<byte> After);
