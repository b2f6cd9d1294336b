# From the root of the sources: nix-build packaging
{ pkgs ? import <nixpkgs> { } }:

pkgs.stdenv.mkDerivation {
  pname = "attache";
  version = "0.1.0";
  src = pkgs.lib.cleanSource ../.;

  nativeBuildInputs = with pkgs; [ autoreconfHook gettext pkg-config ];
  buildInputs = with pkgs; [ libunistring libxml2 ncurses pcre2 sqlite ];
  nativeCheckInputs = with pkgs; [ cmocka jq libvterm-neovim mandoc python3 ];

  enableParallelBuilding = true;
  doCheck = true;
  postInstall = "make install-images";

  meta = {
    description = "Read reference works in DocBook and TEI in a terminal";
    license = with pkgs.lib.licenses; [ gpl3Plus cc-by-40 ];
    mainProgram = "attache";
    platforms = pkgs.lib.platforms.unix;
  };
}
