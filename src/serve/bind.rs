//! A port of this machine's own, unreachable from any other.
//!
//! Apart so that the choice of a port can be read in one place.
//!
//! Invariant: the address is always 127.0.0.1.

use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use super::error::ServeError;

/// The first port that is tried where the user names none.
const FIRST: u16 = 3000;

/// The last one.
const LAST: u16 = FIRST + 9;

/// A bound socket and its address.
pub(super) fn bind(port: Option<u16>) -> Result<(TcpListener, SocketAddr), ServeError> {
    let socket = match port {
        Some(port) => one(port)?.ok_or(ServeError::PortTaken(port))?,
        None => first_free()?.ok_or(ServeError::PortsTaken { first: FIRST, last: LAST })?,
    };
    let address = socket.local_addr().map_err(ServeError::system("read the port"))?;
    Ok((socket, address))
}

fn first_free() -> Result<Option<TcpListener>, ServeError> {
    for port in FIRST..=LAST {
        if let Some(socket) = one(port)? {
            return Ok(Some(socket));
        }
    }
    Ok(None)
}

/// The port, or `None` where another program has it.
fn one(port: u16) -> Result<Option<TcpListener>, ServeError> {
    let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).and_then(without_blocking);
    match bound {
        Ok(socket) => Ok(Some(socket)),
        Err(error) if error.kind() == ErrorKind::AddrInUse => Ok(None),
        Err(source) => Err(ServeError::Io { doing: format!("bind port {port}"), source }),
    }
}

fn without_blocking(socket: TcpListener) -> io::Result<TcpListener> {
    socket.set_nonblocking(true)?;
    Ok(socket)
}
