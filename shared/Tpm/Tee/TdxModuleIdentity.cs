namespace Attestry.Tpm.Tee;

/// <summary>A TDX module as Intel signed it off.</summary>
/// <param name="Id"><c>TDX_01</c>; empty of the one that platforms of the first version run.</param>
internal sealed record TdxModuleIdentity(string Id, byte[] Signer, byte[] Attributes, byte[] Mask, IReadOnlyList<TdxTcbLevel> Levels);
